import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Table } from '@backstage/ui';
import { SloListPage, SloSort } from '@plumbline/plugin-slo-common';
import { EmptyState } from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { PAGE_SIZES, SloQuery, isFiltered } from '../useSloQuery';
import styles from './SloTable.module.css';
import { useColumns } from './columns';

/** Props of {@link SloTable}. */
export interface SloTableProps {
  page: SloListPage;
  query: SloQuery;
  /** Whether these rows answer an older query. */
  isStale: boolean;
  onChange: (changes: Partial<SloQuery>) => void;
}

/** A page of objectives, sorted on the server. */
export function SloTable({ page, query, isStale, onChange }: SloTableProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const { limit, offset, sort = 'urgency', direction } = query;
  const columns = useColumns();
  const found = isFiltered(query) ? 'noMatch' : 'none';
  return (
    <div className={styles.table}>
      <Table
        columnConfig={columns}
        data={page.items}
        isStale={isStale}
        sort={{
          descriptor: {
            column: sort,
            direction: direction === 'desc' ? 'descending' : 'ascending',
          },
          onSortChange: sorted =>
            onChange({
              sort: sorted.column as SloSort,
              direction: sorted.direction === 'descending' ? 'desc' : 'asc',
            }),
        }}
        pagination={{
          type: 'page',
          pageSize: limit,
          pageSizeOptions: PAGE_SIZES,
          offset,
          totalCount: page.total,
          hasPreviousPage: offset > 0,
          hasNextPage: offset + limit < page.total,
          onPreviousPage: () =>
            onChange({ offset: Math.max(0, offset - limit) }),
          onNextPage: () => onChange({ offset: offset + limit }),
          onPageSizeChange: size => onChange({ limit: size }),
        }}
        emptyState={
          <EmptyState
            title={t(`table.${found}`)}
            description={t(`table.${found}How`)}
          />
        }
      />
    </div>
  );
}
