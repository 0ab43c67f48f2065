import { DateTime } from 'luxon';

/** `2026-11-21` as the reader writes days, without the year: `Nov 21`. */
export function dayLabel(day: string): string {
  return DateTime.fromISO(day).toLocaleString({
    day: 'numeric',
    month: 'short',
  });
}
