import { DateTime, Info } from 'luxon';

/** Months that the calendar shows at once. */
export const MONTHS = 12;

/** A month as a calendar prints it. */
export interface MonthGrid {
  /** `2026-11`. */
  month: string;
  /** Rows of seven days from the reader's first day of the week, `2026-11-21`; absent outside of the month. */
  weeks: (string | undefined)[][];
}

/** The month of a moment, UTC. */
export function monthOf(date: Date): string {
  return date.toISOString().slice(0, 7);
}

/** So many months later; `2026-11`. */
export function addMonths(month: string, count: number): string {
  return utc(month).plus({ months: count }).toFormat('yyyy-MM');
}

/** So many days later; `2026-11-21`. */
export function addDays(day: string, count: number): string {
  return utc(day).plus({ days: count }).toFormat('yyyy-MM-dd');
}

/** The last day of a month. */
export function lastDayOf(month: string): string {
  return utc(month).endOf('month').toFormat('yyyy-MM-dd');
}

/**
 * The days of a month in weeks.
 *
 * @param weekStart - 1 (Monday) to 7 (Sunday); the reader's own when absent.
 */
export function gridOf(
  month: string,
  weekStart: number = Info.getStartOfWeek(),
): MonthGrid {
  const first = utc(month);
  const before = (first.weekday - weekStart + 7) % 7;
  const cells: (string | undefined)[] = Array(before).fill(undefined);
  for (let day = 1; day <= first.daysInMonth!; day++) {
    cells.push(`${month}-${String(day).padStart(2, '0')}`);
  }
  while (cells.length % 7 !== 0) cells.push(undefined);
  const weeks = [];
  for (let at = 0; at < cells.length; at += 7) {
    weeks.push(cells.slice(at, at + 7));
  }
  return { month, weeks };
}

/** The days of the week in the reader's language, from their first one on: short and long. */
export function weekdays(
  weekStart: number = Info.getStartOfWeek(),
): { short: string; long: string }[] {
  const short = Info.weekdays('short');
  const long = Info.weekdays('long');
  return Array.from({ length: 7 }, (_, i) => {
    const at = (weekStart - 1 + i) % 7;
    return { short: short[at], long: long[at] };
  });
}

/** `November 2026` in the reader's language. */
export function monthLabel(month: string): string {
  return utc(month).toLocaleString({ month: 'long', year: 'numeric' });
}

/** `Saturday, 21 November 2026` in the reader's language. */
export function dayLabel(day: string): string {
  return utc(day).toLocaleString(DateTime.DATE_HUGE);
}

function utc(monthOrDay: string): DateTime {
  return DateTime.fromISO(monthOrDay, { zone: 'utc' });
}
