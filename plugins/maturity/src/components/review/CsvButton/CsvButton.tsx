import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { DownloadButton } from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { ReviewQuery, filterOf } from '../ReviewTab/useReviewQuery';

/** Props of {@link CsvButton}. */
export interface CsvButtonProps {
  query: ReviewQuery;
}

/** Saves every workload that the filters let through, in the order shown. */
export function CsvButton({ query }: CsvButtonProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const { sort, direction } = query;
  const day = new Date().toISOString().slice(0, 10);
  return (
    <DownloadButton
      label={t('csv.button')}
      progress={size => t('csv.progress', { size })}
      failed={t('action.failed')}
      fileName={`maturity-${query.modelId}-${day}.csv`}
      download={onProgress =>
        api.downloadPortfolio(
          { ...filterOf(query), sort, direction },
          onProgress,
        )
      }
    />
  );
}
