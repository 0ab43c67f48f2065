import { Duration } from 'luxon';

/** A length of time in at most two units, such as `2 hr, 5 min`; seconds only below a minute. */
export function durationInWords(milliseconds: number): string {
  const parts = Duration.fromMillis(Math.abs(milliseconds))
    .shiftTo('days', 'hours', 'minutes', 'seconds')
    .toObject();
  const seconds = Math.floor(parts.seconds ?? 0);
  const units = [
    ['days', parts.days ?? 0],
    ['hours', parts.hours ?? 0],
    ['minutes', parts.minutes ?? 0],
  ] as const;
  const first = units.findIndex(([, number]) => number > 0);
  const said =
    first === -1
      ? { seconds }
      : Object.fromEntries(
          units.slice(first, first + 2).filter(([, number]) => number > 0),
        );
  return Duration.fromObject(said).toHuman({ unitDisplay: 'short' });
}
