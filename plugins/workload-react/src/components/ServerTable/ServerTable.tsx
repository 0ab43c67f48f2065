import {
  Column,
  ColumnConfig,
  SortDescriptor,
  Table,
  TableItem,
  TableSelection,
} from '@backstage/ui';
import { ReactNode, useMemo } from 'react';
import { PAGE_SIZES, PageInAddress } from '../../hooks/useQueryInAddress';
import styles from './ServerTable.module.css';

/** A column of a {@link ServerTable}. */
export interface ServerColumn<Row extends TableItem> extends ColumnConfig<Row> {
  /** What the column says, on hover over its head. */
  meaning?: string;
}

/** Props of {@link ServerTable}. */
export interface ServerTableProps<Row extends TableItem> {
  /** The same array while they stay the same. */
  columns: ServerColumn<Row>[];
  /** Those of the page that is shown. */
  rows: Row[];
  /** How many rows there are on all pages. */
  total: number;
  page: PageInAddress;
  onPage: (changes: Partial<PageInAddress>) => void;
  sort: SortDescriptor;
  onSort: (sort: SortDescriptor) => void;
  /** Whether these rows answer an older query. */
  isStale: boolean;
  selection?: TableSelection;
  /** Stands where there is no row. */
  emptyState: ReactNode;
}

/** A table with many columns, paged and sorted by the back end. */
export function ServerTable<Row extends TableItem>(
  props: ServerTableProps<Row>,
) {
  const { columns, rows, total, page, onPage, sort, onSort } = props;
  const { isStale, selection, emptyState } = props;
  const { offset, limit } = page;
  // Other columns have every row drawn anew.
  const headed = useMemo(
    () => columns.map(column => ({ ...column, header: () => head(column) })),
    [columns],
  );
  return (
    <div className={styles.table}>
      <Table
        columnConfig={headed}
        data={rows}
        isStale={isStale}
        selection={selection}
        sort={{ descriptor: sort, onSortChange: onSort }}
        pagination={{
          type: 'page',
          pageSize: limit,
          pageSizeOptions: PAGE_SIZES,
          offset,
          totalCount: total,
          hasPreviousPage: offset > 0,
          hasNextPage: offset + limit < total,
          onPreviousPage: () => onPage({ offset: Math.max(0, offset - limit) }),
          onNextPage: () => onPage({ offset: offset + limit }),
          onPageSizeChange: size => onPage({ limit: size }),
        }}
        emptyState={emptyState}
      />
    </div>
  );
}

function head<Row extends TableItem>(column: ServerColumn<Row>) {
  const { id, label, meaning, isRowHeader, isSortable } = column;
  const { defaultWidth, minWidth } = column;
  return (
    <Column
      id={id}
      isRowHeader={isRowHeader}
      allowsSorting={isSortable}
      defaultWidth={defaultWidth}
      minWidth={minWidth}
    >
      <span className={styles.head} title={meaning}>
        {label}
      </span>
    </Column>
  );
}
