import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, ColumnConfig, Link, Table } from '@backstage/ui';
import {
  EmptyState,
  WorkloadName,
  ownerColumn,
} from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../../pageTranslation';
import { lastMonth, monthLabel } from '../months';
import { reportPath } from '../reportPath';

/** Rows of a page. */
export const PAGE_SIZE = 20;

/** A workload among which the reader chooses. */
export interface WorkloadRow extends WorkloadName {
  /** Full ref. */
  id: string;
  title: string;
  ownerRef?: string;
}

/** Props of {@link WorkloadTable}. */
export interface WorkloadTableProps {
  /** Path of the sub page. */
  base: string;
  rows: WorkloadRow[];
  total: number;
  offset: number;
  isFiltered: boolean;
  /** Whether these rows answer an older question. */
  isStale: boolean;
  onOffset: (offset: number) => void;
}

/** Workloads with links to their newest report and to that of the last month that is over. */
export function WorkloadTable(props: WorkloadTableProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const { base, rows, total, offset, isFiltered, isStale, onOffset } = props;
  const month = lastMonth();
  const columns: ColumnConfig<WorkloadRow>[] = [
    {
      id: 'title',
      label: t('column.workload'),
      isRowHeader: true,
      cell: row => (
        <Cell>
          <Link href={reportPath(base, row)} weight="bold">
            {row.title}
          </Link>
        </Cell>
      ),
    },
    ownerColumn(t('column.owner')),
    {
      id: 'last',
      label: t('reports.lastMonth'),
      cell: row => (
        <Cell>
          <Link
            aria-label={t('reports.of', {
              workload: row.title,
              month: monthLabel(month),
            })}
            href={reportPath(base, row, month)}
          >
            {monthLabel(month)}
          </Link>
        </Cell>
      ),
    },
  ];
  const found = isFiltered ? 'noMatch' : 'none';
  return (
    <Table
      columnConfig={columns}
      data={rows}
      isStale={isStale}
      pagination={{
        type: 'page',
        pageSize: PAGE_SIZE,
        pageSizeOptions: [PAGE_SIZE],
        offset,
        totalCount: total,
        hasPreviousPage: offset > 0,
        hasNextPage: offset + PAGE_SIZE < total,
        onPreviousPage: () => onOffset(Math.max(0, offset - PAGE_SIZE)),
        onNextPage: () => onOffset(offset + PAGE_SIZE),
      }}
      emptyState={
        <EmptyState
          title={t(`reports.${found}`)}
          description={t(`reports.${found}How`)}
        />
      }
    />
  );
}
