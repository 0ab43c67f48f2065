import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { ReviewQuery, filterOf } from '../ReviewTab/useReviewQuery';
import { ActionAlert } from '../useAction/ActionAlert';
import { useAction } from '../useAction/useAction';
import { saveFile } from './saveFile';

/** Props of {@link CsvButton}. */
export interface CsvButtonProps {
  query: ReviewQuery;
}

/** Saves every workload that the filters let through, in the order shown. */
export function CsvButton({ query }: CsvButtonProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const [bytes, setBytes] = useState(0);
  const { running, error, run } = useAction(async () => {
    setBytes(0);
    const csv = await api.downloadPortfolio(
      { ...filterOf(query), sort: query.sort, direction: query.direction },
      setBytes,
    );
    const day = new Date().toISOString().slice(0, 10);
    saveFile(csv, `maturity-${query.modelId}-${day}.csv`);
  });
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="2" justify="end">
        <Text color="secondary" role="status">
          {running &&
            bytes > 0 &&
            t('csv.progress', { size: kilobytes(bytes) })}
        </Text>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDownloadLine aria-hidden />}
          isPending={running}
          onPress={() => run()}
        >
          {t('csv.button')}
        </Button>
      </Flex>
      <ActionAlert error={error} />
    </Flex>
  );
}

function kilobytes(bytes: number): string {
  return Math.ceil(bytes / 1024).toLocaleString();
}
