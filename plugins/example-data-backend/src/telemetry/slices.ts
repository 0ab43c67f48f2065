/** Length of a slice. A sample stands at the end of its slice. */
export const SLICE_SECONDS = 300;

/** Length of a UTC day. */
export const DAY_SECONDS = 86_400;

/** How far back the history reaches. */
export const HISTORY_DAYS = 60;

/** From which age on files are deleted. */
export const RETENTION_DAYS = 62;

/** End of the newest slice that is over. */
export function lastSliceEnd(nowSeconds: number): number {
  return Math.floor(nowSeconds / SLICE_SECONDS) * SLICE_SECONDS;
}

/** Start of the UTC day. */
export function dayStart(seconds: number): number {
  return Math.floor(seconds / DAY_SECONDS) * DAY_SECONDS;
}

/** `2026-11-21` of a time in that UTC day. */
export function dayName(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
