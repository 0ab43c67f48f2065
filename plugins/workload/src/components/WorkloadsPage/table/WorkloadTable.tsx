import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FamilyStatus,
  WorkloadOrder,
  WorkloadRow,
} from '@plumbline/plugin-workload-common';
import { EmptyState, ServerTable } from '@plumbline/plugin-workload-react';
import { useMemo } from 'react';
import { portfolioTranslationRef } from '../../../portfolioTranslation';
import { PortfolioView, isFiltered } from '../usePortfolioQuery';
import { USUAL_COLUMNS, useColumns } from './columns';

/** Orders whose largest value comes first unless the reader says otherwise. */
const LARGEST_FIRST: WorkloadOrder[] = ['urgency', 'stamps', 'regions'];

/** Props of {@link WorkloadTable}. */
export interface WorkloadTableProps {
  rows: WorkloadRow[];
  total: number;
  families: FamilyStatus[];
  view: PortfolioView;
  /** Whether these rows answer an older view. */
  isStale: boolean;
  onChange: (changes: Partial<PortfolioView>) => void;
}

/** A page of workloads. */
export function WorkloadTable(props: WorkloadTableProps) {
  const { rows, total, families, view, isStale, onChange } = props;
  const { t } = useTranslationRef(portfolioTranslationRef);
  const all = useColumns(families);
  const { columns: chosen = USUAL_COLUMNS, orderBy = 'urgency' } = view;
  const columns = useMemo(
    () => all.filter(({ id }) => id === 'title' || chosen.includes(id)),
    [all, chosen],
  );
  const items = useMemo(
    () => rows.map(row => ({ ...row, id: row.ref })),
    [rows],
  );
  const isDescending = view.order
    ? view.order === 'desc'
    : LARGEST_FIRST.includes(orderBy);
  const filtered = isFiltered(view);
  return (
    <ServerTable
      columns={columns}
      rows={items}
      total={total}
      page={view}
      onPage={onChange}
      sort={{
        column: orderBy,
        direction: isDescending ? 'descending' : 'ascending',
      }}
      onSort={({ column, direction }) =>
        onChange({
          orderBy: column as WorkloadOrder,
          order: direction === 'descending' ? 'desc' : 'asc',
        })
      }
      isStale={isStale}
      emptyState={
        <EmptyState
          title={filtered ? t('page.noMatch') : t('page.none')}
          description={filtered ? t('page.noMatchHow') : t('page.noneHow')}
        />
      }
    />
  );
}
