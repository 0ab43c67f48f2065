import { Cell, Link } from '@backstage/ui';
import { WorkloadRow } from '@plumbline/plugin-workload-common';
import { useEntityHref } from '../../useEntityHref';
import { useJustChanged } from '../live/ChangedRows';
import styles from './cells.module.css';

/** The workload, as a link to its page; marked for a while after it changed. */
export function WorkloadCell({ row }: { row: WorkloadRow }) {
  const hrefOf = useEntityHref();
  const changed = useJustChanged(row.ref);
  return (
    <Cell>
      <div
        // Changed once more: the mark begins anew.
        key={changed ? row.updatedAt : undefined}
        className={`${styles.cell} ${changed ? styles.changed : ''}`}
      >
        <Link href={hrefOf(row.ref)} weight="bold" title={row.description}>
          {row.title}
        </Link>
        {row.tier && <span className={styles.secondary}>{row.tier}</span>}
      </div>
    </Cell>
  );
}
