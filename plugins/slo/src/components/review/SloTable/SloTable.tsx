import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SloListPage, SloSort } from '@plumbline/plugin-slo-common';
import { EmptyState, ServerTable } from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { SloQuery, isFiltered } from '../useSloQuery';
import { useColumns } from './columns';

/** Props of {@link SloTable}. */
export interface SloTableProps {
  page: SloListPage;
  query: SloQuery;
  /** Whether these rows answer an older query. */
  isStale: boolean;
  onChange: (changes: Partial<SloQuery>) => void;
  /** Columns that what stands above says already. */
  known?: readonly string[];
}

/** A page of objectives, sorted on the server. */
export function SloTable(props: SloTableProps) {
  const { page, query, isStale, onChange, known } = props;
  const { t } = useTranslationRef(sloPageTranslationRef);
  const { sort = 'urgency', direction } = query;
  const columns = useColumns({ known, changedSince: query.changedSince });
  const found = isFiltered(query) ? 'noMatch' : 'none';
  return (
    <ServerTable
      columns={columns}
      rows={page.items}
      total={page.total}
      page={query}
      onPage={onChange}
      sort={{
        column: sort,
        direction: direction === 'desc' ? 'descending' : 'ascending',
      }}
      onSort={sorted =>
        onChange({
          sort: sorted.column as SloSort,
          direction: sorted.direction === 'descending' ? 'desc' : 'asc',
        })
      }
      isStale={isStale}
      emptyState={
        <EmptyState
          title={t(`table.${found}`)}
          description={t(`table.${found}How`)}
        />
      }
    />
  );
}
