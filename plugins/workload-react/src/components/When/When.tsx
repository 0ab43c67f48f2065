import { DateTime } from 'luxon';

/** Props of {@link When}. */
export interface WhenProps {
  /** ISO 8601. */
  at: string;
  /** `relative` (`in 6 days`, `12 min. ago`) or `date` (`27 Nov 2026`). */
  format?: 'relative' | 'date';
  /** Counts relative times of a day and more in days only, such as `in 71 days`. */
  inDays?: boolean;
}

/** A time in the reader's time zone and language, with the exact time on hover. */
export function When({ at, format = 'relative', inDays }: WhenProps) {
  const time = DateTime.fromISO(at);
  if (!time.isValid) return <span>{at}</span>;
  return (
    <time dateTime={at} title={time.toLocaleString(DateTime.DATETIME_FULL)}>
      {format === 'relative'
        ? time.toRelative(
            inDays && Math.abs(time.diffNow('days').days) >= 1
              ? { unit: 'days' }
              : {},
          )
        : time.toLocaleString(DateTime.DATE_MED)}
    </time>
  );
}
