import { formatSeconds } from '@plumbline/plugin-slo-common';

// Summaries are published when they change, so numbers that creep are given no
// finer than they matter: spans in whole hours or days, times by the hour.

const DAY = 86_400;

/** A span in whole hours, or in whole days from two days on. */
export function coarseSpan(seconds: number): string {
  const unit = seconds < 2 * DAY ? 3_600 : DAY;
  return formatSeconds(Math.max(1, Math.round(seconds / unit)) * unit);
}

/** A moment (ISO 8601) by the hour. */
export function hourOf(iso: string): string {
  return `${iso.slice(0, 13)}:00:00.000Z`;
}
