import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, ColumnConfig, TableItem } from '@backstage/ui';

/** Looks of {@link ownerColumn} in one table. */
export interface OwnerColumnOptions {
  /** Class of the cell. */
  className?: string;
  /** Leaves room for other columns: no icon beside the name. */
  hideIcon?: boolean;
  /** In pixels; 130 when absent. */
  minWidth?: number;
}

/**
 * The column of who owns a workload; a dash where nobody does.
 *
 * @param label - head of the column, in the reader's language.
 */
export function ownerColumn<Row extends TableItem & { ownerRef?: string }>(
  label: string,
  options: OwnerColumnOptions = {},
): ColumnConfig<Row> & { id: 'owner' } {
  const { className, hideIcon, minWidth = 130 } = options;
  return {
    id: 'owner',
    label,
    minWidth,
    cell: ({ ownerRef }) => (
      <Cell className={className}>
        {ownerRef ? (
          <EntityRefLink
            entityRef={ownerRef}
            defaultKind="group"
            hideIcon={hideIcon}
          />
        ) : (
          '–'
        )}
      </Cell>
    ),
  };
}
