import { Duration as Span } from 'luxon';

/** Units of OpenSLO's duration shorthand: `m` is minutes, `M` is months. */
export type DurationUnit = 'm' | 'h' | 'd' | 'w' | 'M' | 'Q' | 'Y';

/** A duration as OpenSLO writes it, such as `28d`. */
export interface Duration {
  amount: number;
  unit: DurationUnit;
}

const SHORTHAND = /^([1-9]\d{0,5})(m|h|d|w|M|Q|Y)$/;

const SECONDS: Record<DurationUnit, number> = {
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 7 * 86_400,
  // Only where a rolling window names them; a calendar window steps by real months.
  M: 30 * 86_400,
  Q: 90 * 86_400,
  Y: 365 * 86_400,
};

/** Reads OpenSLO's duration shorthand; `undefined` where the text is none. */
export function parseDuration(text: string): Duration | undefined {
  const match = SHORTHAND.exec(text);
  if (!match) return undefined;
  return { amount: Number(match[1]), unit: match[2] as DurationUnit };
}

/**
 * Length in seconds. A month counts 30 days, a quarter 90 and a year 365, which
 * fits rolling windows only.
 */
export function durationSeconds({ amount, unit }: Duration): number {
  return amount * SECONDS[unit];
}

/** How each unit is told, and how many of those it is. */
const UNITS: Record<DurationUnit, [unit: string, amount: number]> = {
  m: ['minutes', 1],
  h: ['hours', 1],
  d: ['days', 1],
  w: ['weeks', 1],
  M: ['months', 1],
  Q: ['months', 3],
  Y: ['years', 1],
};

/** OpenSLO's `28d` as `28 days`. What is no such duration stays as it is. */
export function durationInWords(text: string): string {
  const duration = parseDuration(text);
  if (!duration) return text;
  const [unit, each] = UNITS[duration.unit];
  return Span.fromObject({ [unit]: duration.amount * each }).toHuman();
}
