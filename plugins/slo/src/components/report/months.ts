import { DateTime } from 'luxon';

/** `2026-11` as `November 2026`, in the reader's language. */
export function monthLabel(month: string): string {
  return DateTime.fromISO(`${month}-01`, { zone: 'utc' }).toLocaleString({
    month: 'long',
    year: 'numeric',
  });
}

/** The month (UTC) before the one that it is now, as `2026-10`. */
export function lastMonth(now: DateTime = DateTime.utc()): string {
  return now.minus({ months: 1 }).toFormat('yyyy-MM');
}

/** All days of a month, as `2026-11-01`. */
export function daysOf(month: string): string[] {
  const first = DateTime.fromISO(`${month}-01`, { zone: 'utc' });
  return Array.from(
    { length: first.daysInMonth ?? 0 },
    (_, index) => first.plus({ days: index }).toISODate()!,
  );
}

/** `2026-11-12` as `12 Nov`. */
export function dayLabel(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).toLocaleString({
    day: 'numeric',
    month: 'short',
  });
}

/** A moment of a report, in UTC as the report's month is: `12 Nov 2026, 14:05 UTC`. */
export function momentLabel(at: string): string {
  const time = DateTime.fromISO(at, { zone: 'utc' });
  return `${time.toLocaleString(DateTime.DATETIME_MED)} UTC`;
}
