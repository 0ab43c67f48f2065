import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { ReactElement, useState } from 'react';
import { ScrollRegion } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';
import styles from './LongTable.module.css';

const SHOWN = 10;

/** Props of {@link LongTable}. */
export interface LongTableProps {
  /** What the table is, for those who do not see where it stands. */
  label: string;
  /** Heads of the columns, in the reader's language. */
  heads: string[];
  /** Elements `tr` with their keys, the one that matters most first. */
  rows: ReactElement[];
  /** Class of the table. */
  className?: string;
}

/**
 * The figures of a chart in words. The first ten are shown, and the others when
 * asked for; what is too wide scrolls by itself.
 */
export function LongTable({ label, heads, rows, className }: LongTableProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ScrollRegion label={label}>
        <table
          aria-label={label}
          className={[styles.table, className].filter(Boolean).join(' ')}
        >
          <thead>
            <tr>
              {heads.map(head => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{isOpen ? rows : rows.slice(0, SHOWN)}</tbody>
        </table>
      </ScrollRegion>
      {!isOpen && rows.length > SHOWN && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setOpen(true)}
          >
            {t('table.more', { number: String(rows.length) })}
          </Button>
        </div>
      )}
    </>
  );
}
