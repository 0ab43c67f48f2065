import { DateTime } from 'luxon';

/**
 * A day on the axis of a chart, in the reader's words.
 *
 * @param time - epoch milliseconds.
 */
export function dayLabel(time: number): string {
  return DateTime.fromMillis(time).toLocaleString({
    day: 'numeric',
    month: 'short',
    year: '2-digit',
  });
}
