import { DateTime } from 'luxon';

/** Props of {@link When}. */
export interface WhenProps {
  /** ISO 8601. */
  at: string;
  /** `relative` (`in 6 days`, `12 min. ago`) or `date` (`27 Nov 2026`). */
  format?: 'relative' | 'date';
}

/** A time in the reader's time zone and language, with the exact time on hover. */
export function When({ at, format = 'relative' }: WhenProps) {
  const time = DateTime.fromISO(at);
  if (!time.isValid) return <span>{at}</span>;
  return (
    <time dateTime={at} title={time.toLocaleString(DateTime.DATETIME_FULL)}>
      {format === 'relative'
        ? time.toRelative()
        : time.toLocaleString(DateTime.DATE_MED)}
    </time>
  );
}
