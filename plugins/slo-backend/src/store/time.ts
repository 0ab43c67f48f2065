/** Seconds. */
export const HOUR = 3_600;

/** Seconds. */
export const DAY = 86_400;

/** Days of which slices are kept, so that late data can be taken in and burn windows are exact. */
export const SLICE_DAYS = 8;

/** Days of history that a status shows. */
export const TREND_DAYS = 30;

/** Start of the hour (or another length) that a moment lies in; all in epoch seconds. */
export function floorTo(length: number, epochSeconds: number): number {
  return Math.floor(epochSeconds / length) * length;
}

/** Start of the first hour (or another length) that does not begin before a moment; all in epoch seconds. */
export function ceilTo(length: number, epochSeconds: number): number {
  return Math.ceil(epochSeconds / length) * length;
}

/** `2026-11-21`, of the UTC day that a moment lies in. */
export function dayName(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString().slice(0, 10);
}

/** ISO 8601. */
export function toIso(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString();
}
