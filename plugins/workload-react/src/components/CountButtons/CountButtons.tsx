import { ReactNode, useId } from 'react';
import styles from './CountButtons.module.css';

/** Props of {@link CountButtons}. */
export interface CountButtonsProps<Id extends string> {
  label: string;
  options: { id: Id; count: number; content: ReactNode }[];
  /** Those that the page is filtered by; absent: any. */
  chosen: Id[] | undefined;
  onChange: (chosen: Id[] | undefined) => void;
}

/** Counts in a row; each is a switch that filters by what it counts. */
export function CountButtons<Id extends string>(props: CountButtonsProps<Id>) {
  const { label, options, chosen = [], onChange } = props;
  const labelId = useId();
  const toggle = (id: Id) => {
    const after = options
      .map(option => option.id)
      .filter(each => chosen.includes(each) !== (each === id));
    onChange(after.length > 0 ? after : undefined);
  };
  return (
    <div className={styles.row}>
      <span id={labelId} className={styles.label}>
        {label}
      </span>
      <ul aria-labelledby={labelId} className={styles.counts}>
        {options.map(({ id, count, content }) => (
          <li key={id}>
            <button
              type="button"
              className={styles.count}
              aria-pressed={chosen.includes(id)}
              data-none={count === 0 || undefined}
              onClick={() => toggle(id)}
            >
              {content} <strong>{count}</strong>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
