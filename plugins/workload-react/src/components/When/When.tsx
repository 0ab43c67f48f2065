import { DateTime, Duration } from 'luxon';

/** Props of {@link When}. */
export interface WhenProps {
  /** ISO 8601. */
  at: string;
  /**
   * `relative` (`in 6 days`, `12 minutes ago`), `date` (`27 Nov 2026`) or, of a
   * time that has passed, `duration` since then (`12 min`).
   */
  format?: 'relative' | 'date' | 'duration';
  /** Counts relative times of a day and more in days only, such as `in 71 days`. */
  inDays?: boolean;
}

/** A time in the reader's time zone and language, with the exact time on hover. */
export function When({ at, format = 'relative', inDays }: WhenProps) {
  const time = DateTime.fromISO(at);
  if (!time.isValid) return <span>{at}</span>;
  return (
    <time dateTime={at} title={time.toLocaleString(DateTime.DATETIME_FULL)}>
      {inWords(time, format, inDays)}
    </time>
  );
}

function inWords(
  time: DateTime,
  format: WhenProps['format'],
  inDays?: boolean,
): string | null {
  if (format === 'date') return time.toLocaleString(DateTime.DATE_MED);
  if (format === 'duration') return durationSince(time);
  const countDays = inDays && Math.abs(time.diffNow('days').days) >= 1;
  return time.toRelative(countDays ? { unit: 'days' } : {});
}

/** In whole units of the largest that fits, at least one minute. */
function durationSince(time: DateTime): string {
  const passed = time.diffNow().negate();
  const unit =
    (['days', 'hours'] as const).find(each => passed.as(each) >= 1) ??
    'minutes';
  return Duration.fromObject({
    [unit]: Math.max(1, Math.floor(passed.as(unit))),
  }).toHuman({ unitDisplay: 'short' });
}
