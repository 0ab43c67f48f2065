import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, SortDescriptor } from '@backstage/ui';
import {
  PLACE_ORDERS,
  PlaceOrder,
  PlaceStatus,
  PlacesPage,
  SourceStatus,
} from '@plumbline/plugin-secret-expiry-common';
import {
  EmptyState,
  Prose,
  ServerColumn,
  ServerTable,
  When,
} from '@plumbline/plugin-workload-react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { PlaceProblems } from '../../SourceStatus/PlaceLine';
import { OutcomeLabel } from './OutcomeLabel';
import { isFiltered } from './PlaceFilters';
import styles from './SourcesTab.module.css';
import { PlacesInAddress } from './usePlacesQuery';

type Row = PlaceStatus & { id: string };

/** A column whose id is what the back end sorts by; what it cannot sort by has another. */
type PlaceColumn = ServerColumn<Row> & { id: PlaceOrder | 'source' };

/** Props of {@link PlacesTable}. */
export interface PlacesTableProps {
  page: PlacesPage;
  sources: SourceStatus[];
  query: PlacesInAddress;
  /** Whether these rows answer an older query. */
  isStale: boolean;
  onChange: (changes: Partial<PlacesInAddress>) => void;
}

/** A page of places: each vault, file or endpoint, when it was last looked at and what came of it. */
export function PlacesTable(props: PlacesTableProps) {
  const { page, sources, query, isStale, onChange } = props;
  const { t } = useTranslationRef(reviewTranslationRef);
  const { orderBy = 'outcome' } = query;
  const found = isFiltered(query) ? 'noMatch' : 'none';
  const titleOf = (id: string) =>
    sources.find(({ sourceId }) => sourceId === id)?.title ?? id;
  const columns: PlaceColumn[] = [
    {
      id: 'title',
      label: t('places.place'),
      isRowHeader: true,
      isSortable: true,
      minWidth: 160,
      cell: ({ title, place }) => (
        <Cell>
          <div className={styles.cell}>
            <strong>{title}</strong>
            {place !== title && (
              <span className={styles.secondary}>{place}</span>
            )}
          </div>
        </Cell>
      ),
    },
    {
      id: 'source',
      label: t('places.source'),
      minWidth: 120,
      cell: ({ sourceId }) => <Cell>{titleOf(sourceId)}</Cell>,
    },
    {
      id: 'outcome',
      label: t('places.outcome'),
      isSortable: true,
      minWidth: 260,
      cell: place => (
        <Cell>
          <div className={styles.cell}>
            <OutcomeLabel outcome={place.outcome} />
            {place.reason && <Prose>{place.reason}</Prose>}
            <PlaceProblems place={place} />
          </div>
        </Cell>
      ),
    },
    {
      id: 'lastLooked',
      label: t('places.lastLooked'),
      isSortable: true,
      minWidth: 130,
      cell: ({ lastLooked, lastSuccess, outcome }) => (
        <Cell>
          <div className={styles.cell}>
            <When at={lastLooked} />
            {outcome === 'could-not-look' && (
              <span className={styles.secondary}>
                {lastSuccess ? (
                  <>
                    {t('places.lastSuccess')} <When at={lastSuccess} />
                  </>
                ) : (
                  t('places.neverSuccess')
                )}
              </span>
            )}
          </div>
        </Cell>
      ),
    },
    {
      id: 'credentials',
      label: t('places.credentials'),
      isSortable: true,
      minWidth: 110,
      cell: ({ credentialCount }) => (
        <Cell>{credentialCount.toLocaleString()}</Cell>
      ),
    },
  ];
  return (
    <ServerTable
      columns={columns}
      rows={page.items.map(place => ({
        ...place,
        id: `${place.sourceId} ${place.place}`,
      }))}
      total={page.total}
      page={query}
      onPage={onChange}
      sort={{
        column: orderBy.replace(/^-/, ''),
        direction: orderBy.startsWith('-') ? 'descending' : 'ascending',
      }}
      onSort={sort => onChange({ orderBy: orderOf(sort) })}
      isStale={isStale}
      emptyState={
        <EmptyState
          title={t(`places.${found}`)}
          description={t(`places.${found}How`)}
        />
      }
    />
  );
}

function orderOf({ column, direction }: SortDescriptor) {
  const order = `${direction === 'descending' ? '-' : ''}${column}`;
  return PLACE_ORDERS.find(known => known === order);
}
