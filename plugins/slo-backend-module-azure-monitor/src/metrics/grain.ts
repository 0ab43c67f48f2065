/** Intervals in which Azure keeps values, in seconds, with their ISO 8601 names; the longest first. */
const GRAINS = [
  { seconds: 3_600, name: 'PT1H' },
  { seconds: 1_800, name: 'PT30M' },
  { seconds: 900, name: 'PT15M' },
  { seconds: 300, name: 'PT5M' },
  { seconds: 60, name: 'PT1M' },
] as const;

/** An interval in which Azure keeps values. */
export type Grain = (typeof GRAINS)[number];

/**
 * The longest interval that divides a slice.
 *
 * @throws Error when a slice is no whole number of minutes.
 */
export function grainOf(step: number): Grain {
  const grain = GRAINS.find(({ seconds }) => step % seconds === 0);
  if (!grain) {
    throw new Error(
      `Azure keeps metrics by the minute; slices of ${step} s are too short`,
    );
  }
  return grain;
}
