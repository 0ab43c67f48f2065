import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text } from '@backstage/ui';
import { SLO_GROUPINGS } from '@plumbline/plugin-slo-common';
import { DownloadButton, Heading } from '@plumbline/plugin-workload-react';
import { sloReviewApiRef } from '../../../api/SloReviewApi';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { SloQuery, listQueryOf } from '../useSloQuery';

const NOTHING = 'nothing';

/** Props of {@link ListHead}. */
export interface ListHeadProps {
  /** How many there are, in words; absent until it is known. */
  counted?: string;
  query: SloQuery;
  onChange: (changes: Partial<SloQuery>) => void;
}

/** What stands above the list: how many there are, how they are put together, and a file of them. */
export function ListHead({ counted, query, onChange }: ListHeadProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const labels = { workload: t('group.byWorkload'), owner: t('group.byOwner') };
  return (
    <Flex align="center" justify="between" gap="3" style={{ flexWrap: 'wrap' }}>
      <Flex align="center" gap="3">
        <Heading level={2}>{t('table.title')}</Heading>
        <Text color="secondary" role="status">
          {counted}
        </Text>
      </Flex>
      <Flex align="center" gap="3">
        <Select
          size="small"
          aria-label={t('group.by')}
          options={[
            { id: NOTHING, label: t('group.nothing') },
            ...SLO_GROUPINGS.map(id => ({ id, label: labels[id] })),
          ]}
          value={query.groupBy ?? NOTHING}
          onChange={key =>
            onChange({
              groupBy: SLO_GROUPINGS.find(each => each === key),
              open: undefined,
            })
          }
        />
        <CsvButton query={query} />
      </Flex>
    </Flex>
  );
}

/** Saves every objective that the filters let through, in the order shown. */
function CsvButton({ query }: { query: SloQuery }) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const api = useApi(sloReviewApiRef);
  return (
    <DownloadButton
      label={t('download.csv')}
      progress={size => t('download.progress', { size })}
      failed={t('download.failed')}
      fileName={`slos-${new Date().toISOString().slice(0, 10)}.csv`}
      download={onProgress => api.downloadSlos(listQueryOf(query), onProgress)}
    />
  );
}
