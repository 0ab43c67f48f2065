import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, SortDescriptor, Text } from '@backstage/ui';
import {
  IncidentPage,
  INCIDENT_ORDERS,
} from '@plumbline/plugin-workload-common';
import {
  EmptyState,
  Heading,
  MineToggle,
  ReadView,
  ServerTable,
  useLatest,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { useMemo } from 'react';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { REFRESH_MS, useLiveIncidents } from '../useLiveIncidents';
import { IncidentFilters } from './IncidentFilters';
import styles from './IncidentList.module.css';
import { NeedsSomeone } from './NeedsSomeone';
import { useColumns } from './columns';
import { IncidentView, isFiltered, useIncidentView } from './useIncidentView';

/** Incidents of all workloads: which of them need someone now, and all of them. */
export function IncidentList() {
  const { t } = useTranslationRef(incidentTranslationRef);
  const api = useApi(workloadApiRef);
  const { query: view, change } = useIncidentView();
  const asked = useSame(view);
  const filters = useRead(() => api.getFilters(), [api]);
  const owners = filters.value?.owners ?? [];
  const read = useLatest(
    useRead(() => api.listIncidents(asked), [api, asked], {
      everyMs: REFRESH_MS,
    }),
  );
  useLiveIncidents(read, view.workload);
  return (
    <Flex direction="column" gap="5">
      {read.value && (
        <NeedsSomeone
          counts={read.value.counts}
          view={view}
          onChange={change}
        />
      )}
      <IncidentFilters owners={owners} view={view} onChange={change} />
      <Flex direction="column" gap="3">
        <div className={styles.head}>
          <Heading level={2}>{t('list.title')}</Heading>
          <Text color="secondary" role="status">
            {read.value && t('list.count', { count: read.value.total })}
          </Text>
          <MineToggle
            label={t('filter.mine')}
            owners={owners.map(({ ref }) => ref)}
            value={view.owner}
            onChange={owner => change({ owner })}
          />
        </div>
        <ReadView read={read}>
          {page => (
            <IncidentTable
              page={page}
              view={view}
              isStale={read.isStale}
              onChange={change}
            />
          )}
        </ReadView>
      </Flex>
    </Flex>
  );
}

/** A page of incidents, sorted by the back end. */
function IncidentTable(props: {
  page: IncidentPage;
  view: IncidentView;
  /** Whether these rows answer an older query. */
  isStale: boolean;
  onChange: (changes: Partial<IncidentView>) => void;
}) {
  const { page, view, isStale, onChange } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const columns = useColumns();
  const rows = useMemo(
    () => page.items.map(item => ({ ...item, id: item.number })),
    [page],
  );
  const found = isFiltered(view) ? 'noMatch' : 'none';
  return (
    <ServerTable
      columns={columns}
      rows={rows}
      total={page.total}
      page={view}
      onPage={onChange}
      sort={{
        // Without an order those that go on come first, which is no column's.
        column: view.orderBy ?? 'state',
        direction: view.order === 'desc' ? 'descending' : 'ascending',
      }}
      onSort={sort => onChange(orderOf(sort))}
      isStale={isStale}
      emptyState={
        <EmptyState
          title={t(`list.${found}`)}
          description={t(`list.${found}How`)}
        />
      }
    />
  );
}

function orderOf({ column, direction }: SortDescriptor): Partial<IncidentView> {
  return {
    orderBy: INCIDENT_ORDERS.find(each => each === column),
    order: direction === 'descending' ? 'desc' : undefined,
  };
}
