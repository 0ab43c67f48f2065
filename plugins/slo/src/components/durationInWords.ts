import { DurationUnit, parseDuration } from '@plumbline/plugin-slo-common';
import { Duration } from 'luxon';

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
  return Duration.fromObject({ [unit]: duration.amount * each }).toHuman();
}
