import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonLink, Container, Flex, Table, Text } from '@backstage/ui';
import { WorkloadOrder, WorkloadPage } from '@plumbline/plugin-workload-common';
import {
  EmptyState,
  ReadView,
  useRead,
} from '@plumbline/plugin-workload-react';
import { RiAddLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { WorkloadQuery, workloadApiRef } from '../../api/WorkloadApi';
import { workloadTranslationRef } from '../../translation';
import { FamilyAlerts } from '../FamilyAlerts';
import { WorkloadsFilters } from './WorkloadsFilters';
import styles from './WorkloadsPage.module.css';
import { useColumns } from './columns';
import { usePortfolioQuery } from './usePortfolioQuery';

const REFRESH_MS = 15_000;

/** All workloads, the most urgent first: which of ours need someone? */
export function WorkloadsPage() {
  const { query, change, pageSizes } = usePortfolioQuery();
  const api = useApi(workloadApiRef);
  const read = useRead(() => api.listWorkloads(query), [api, query], {
    everyMs: REFRESH_MS,
  });
  // The rows before stay until those of a new query are there.
  const [last, setLast] = useState<WorkloadPage>();
  useEffect(() => {
    if (read.value) setLast(read.value);
  }, [read.value]);

  return (
    <Container py="4">
      <Flex direction="column" gap="4">
        <Summary page={read.value ?? last} />
        <WorkloadsFilters query={query} onChange={change} />
        <ReadView read={{ ...read, value: read.value ?? last }}>
          {page => (
            <>
              <FamilyAlerts families={page.families} />
              <WorkloadsTable
                page={page}
                query={query}
                pageSizes={pageSizes}
                isStale={read.value === undefined}
                onChange={change}
              />
            </>
          )}
        </ReadView>
      </Flex>
    </Container>
  );
}

function Summary({ page }: { page: WorkloadPage | undefined }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <Flex gap="3" align="center" justify="between" className={styles.summary}>
      <Text variant="body-large" role="status">
        {page && (
          <>
            {t('page.count', { count: page.total })}
            {' · '}
            <span title={t('page.needAttentionMeans')}>
              {t('page.needAttention', { count: page.needsAttention })}
            </span>
          </>
        )}
      </Text>
      <ButtonLink
        href="/create/templates/default/add-stamp"
        variant="secondary"
        iconStart={<RiAddLine aria-hidden />}
      >
        {t('page.addStamp')}
      </ButtonLink>
    </Flex>
  );
}

function WorkloadsTable(props: {
  page: WorkloadPage;
  query: WorkloadQuery;
  pageSizes: number[];
  isStale: boolean;
  onChange: (changes: Partial<WorkloadQuery>) => void;
}) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const { page, query, pageSizes, isStale, onChange } = props;
  const { limit, offset, orderBy, order } = query;
  const columns = useColumns(page.families);
  const filtered = Boolean(
    query.search || query.owner || query.domain || query.health,
  );
  return (
    <Table
      columnConfig={columns}
      data={page.items.map(row => ({ ...row, id: row.ref }))}
      isStale={isStale}
      sort={{
        descriptor: orderBy
          ? {
              column: orderBy,
              direction: order === 'desc' ? 'descending' : 'ascending',
            }
          : null,
        onSortChange: ({ column, direction }) =>
          onChange({
            orderBy: column as WorkloadOrder,
            order: direction === 'descending' ? 'desc' : 'asc',
          }),
      }}
      pagination={{
        type: 'page',
        pageSize: limit,
        pageSizeOptions: pageSizes,
        offset,
        totalCount: page.total,
        hasPreviousPage: offset > 0,
        hasNextPage: offset + limit < page.total,
        onPreviousPage: () => onChange({ offset: Math.max(0, offset - limit) }),
        onNextPage: () => onChange({ offset: offset + limit }),
        onPageSizeChange: size => onChange({ limit: size }),
      }}
      emptyState={
        <EmptyState
          title={filtered ? t('page.noMatch') : t('page.none')}
          description={filtered ? t('page.noMatchHow') : t('page.noneHow')}
        />
      }
    />
  );
}
