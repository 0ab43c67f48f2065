import { ScrollRegion } from '@plumbline/plugin-workload-react';
import { ReactNode } from 'react';
import styles from './ReportTable.module.css';

/** Props of {@link ReportTable}. */
export interface ReportTableProps<Row> {
  /** Names it. */
  label: string;
  /** The first one heads each row. */
  columns: {
    head: string;
    isNumber?: boolean;
    cell: (row: Row) => ReactNode;
  }[];
  rows: (Row & { id: string })[];
}

/** A table that is read at once and printed: neither sorted nor paged. */
export function ReportTable<Row>(props: ReportTableProps<Row>) {
  const { label, columns, rows } = props;
  const [first, ...others] = columns;
  return (
    <ScrollRegion label={label}>
      <table aria-label={label} className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) => (
              <th key={head} data-number={isNumber} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <th scope="row">{first.cell(row)}</th>
              {others.map(({ head, isNumber, cell }) => (
                <td key={head} data-number={isNumber}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
