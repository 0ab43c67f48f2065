import {
  HourRollup,
  MeasureContext,
  ObjectiveDefinition,
  SloHistoryPoint,
  WindowMeasure,
  measureSpan,
  measureWindow,
  tally,
} from '@plumbline/plugin-slo-common';
import { DAY, dayName, floorTo } from '../store/time';

/**
 * Ends of the UTC days from `firstDay` on; the last one is `asOf`, the day that
 * is not over. All in epoch seconds.
 */
export function dayEnds(firstDay: number, asOf: number): number[] {
  const ends: number[] = [];
  for (let end = firstDay + DAY; end < asOf; end += DAY) ends.push(end);
  if (asOf > firstDay) ends.push(asOf);
  return ends;
}

/**
 * Where an objective stood at the ends of days, and what each day spent of the
 * budget of its window: of what was spent by then, the day's share of what went
 * wrong.
 *
 * @param latest - the measure at the last of the ends, which is known already.
 */
export function dayPoints(options: {
  definition: ObjectiveDefinition;
  rollups: readonly HourRollup[];
  context: MeasureContext;
  ends: number[];
  latest: WindowMeasure;
}): SloHistoryPoint[] {
  const { definition, rollups, context, ends, latest } = options;
  return ends.map(end => {
    const measure =
      end === latest.to
        ? latest
        : measureWindow(definition, rollups, end, context);
    return {
      day: dayName(end - 1),
      remainingBudget: measure.remaining ?? null,
      compliance: measure.compliance ?? null,
      coverage: measure.coverage,
      spent: spentOn(end, measure, options),
    };
  });
}

function spentOn(
  end: number,
  measure: WindowMeasure,
  options: {
    definition: ObjectiveDefinition;
    rollups: readonly HourRollup[];
    context: MeasureContext;
  },
): number | null {
  const { definition, rollups, context } = options;
  if (measure.remaining === undefined) return null;
  const spent = 1 - measure.remaining;
  if (spent === 0) return 0;
  const start = Math.max(floorTo(DAY, end - 1), measure.from);
  const day = measureSpan(definition, rollups, [start, end], context);
  const { method } = definition;
  const ofDay = tally(day.counts, method, day.gaps).bad;
  const ofWindow = tally(measure.counts, method, measure.gaps).bad;
  return ofWindow > 0 ? (spent * ofDay) / ofWindow : 0;
}
