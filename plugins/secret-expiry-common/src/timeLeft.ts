import { DAY_MS } from './stages';

const HOUR_MS = 3_600_000;

/** Whole days to a time, rounded down: 6 with 6.9 days left, -1 an hour after it. */
export function wholeDaysLeft(at: string, now: Date): number {
  return Math.floor((Date.parse(at) - now.getTime()) / DAY_MS);
}

/**
 * Time between now and a moment in one unit and English, rounded down:
 * `6 days`, `1 day`, `5 hours`, `under 1 hour`. Says nothing of before or after.
 */
export function timeBetween(at: string, now: Date): string {
  const distance = Math.abs(Date.parse(at) - now.getTime());
  const days = Math.floor(distance / DAY_MS);
  if (days > 0) return count(days, 'day');
  const hours = Math.floor(distance / HOUR_MS);
  return hours > 0 ? count(hours, 'hour') : 'under 1 hour';
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
