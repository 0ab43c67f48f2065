import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  DownloadButton,
  Heading,
  QueryInAddress,
  ReadView,
  useLatest,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { sloReviewApiRef } from '../../../api/SloReviewApi';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { NeedsSomeone } from '../NeedsSomeone/NeedsSomeone';
import { SloFilters } from '../SloFilters/SloFilters';
import { SloTable } from '../SloTable/SloTable';
import { SloQuery, useSloQuery } from '../useSloQuery';

const REFRESH_MS = 30_000;

/** Which SLOs of all workloads need someone, and all of them. */
export function SloReview() {
  const api = useApi(sloReviewApiRef);
  const { query, change } = useSloQuery();
  const { text, owner, domain, lifecycle, method } = query;
  // What the counts filter by is left out, so that each says what choosing it would find.
  const scope = useSame({ text, owner, domain, lifecycle, method });
  const counts = useLatest(
    useRead(() => api.getCounts(scope), [api, scope], { everyMs: REFRESH_MS }),
  );
  return (
    <Flex direction="column" gap="5">
      <ReadView read={counts}>
        {value => (
          <NeedsSomeone counts={value} query={query} onChange={change} />
        )}
      </ReadView>
      <SloFilters counts={counts.value} query={query} onChange={change} />
      <Objectives query={query} change={change} />
    </Flex>
  );
}

/** The table under how many there are. */
function Objectives({ query, change }: QueryInAddress<SloQuery>) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const api = useApi(sloReviewApiRef);
  const same = useSame(query);
  const read = useLatest(
    useRead(() => api.getSlos(same), [api, same], { everyMs: REFRESH_MS }),
  );
  return (
    <Flex direction="column" gap="3">
      <Flex
        align="center"
        justify="between"
        gap="3"
        style={{ flexWrap: 'wrap' }}
      >
        <Flex align="center" gap="3">
          <Heading level={2}>{t('table.title')}</Heading>
          <Text color="secondary" role="status">
            {read.value && t('table.count', { count: read.value.total })}
          </Text>
        </Flex>
        <CsvButton query={query} />
      </Flex>
      <ReadView read={read}>
        {page => (
          <SloTable
            page={page}
            query={query}
            isStale={read.isStale}
            onChange={change}
          />
        )}
      </ReadView>
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
      download={onProgress => api.downloadSlos(query, onProgress)}
    />
  );
}
