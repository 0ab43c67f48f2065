import { DateRangePicker } from '@backstage/ui';
import { parseDate } from '@internationalized/date';
import { ReviewQuery } from '../useReviewQuery';
import styles from './ReviewFilters.module.css';

/** Props of {@link DatesFilter}. */
export interface DatesFilterProps {
  label: string;
  query: ReviewQuery;
  onChange: (changes: Partial<ReviewQuery>) => void;
}

/** Asks for the first and the last day of expiry, UTC. */
export function DatesFilter({ label, query, onChange }: DatesFilterProps) {
  const { from, to } = query;
  return (
    <DateRangePicker
      className={styles.dates}
      label={label}
      value={from && to ? { start: parseDate(from), end: parseDate(to) } : null}
      onChange={days =>
        onChange({
          from: days?.start.toString(),
          to: days?.end.toString(),
          within: undefined,
        })
      }
    />
  );
}
