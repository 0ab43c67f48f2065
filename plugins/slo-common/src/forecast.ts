import { remainingBudget, tally } from './budget';
import { ObjectiveDefinition } from './definition';
import { TimeSpan, excludedSeconds } from './exclusions';
import { MeasureContext, WindowMeasure, measureSpan } from './measure';
import { HourRollup } from './rollup';
import { SloForecast } from './status';
import { TimeWindow, WindowSpan, windowAt } from './window';

/** How far ahead a rolling window is looked at, unless it is shorter; seconds. */
const AHEAD_SECONDS = 7 * 86_400;

/** The moment that is forecast (epoch seconds): the end of a calendar period; of a rolling window seven days ahead, or its length if that is less. */
export function forecastAt(window: TimeWindow, span: WindowSpan): number {
  return window.kind === 'calendar'
    ? span.periodEnd
    : span.end + Math.min(AHEAD_SECONDS, window.seconds);
}

/**
 * Where the budget will be if errors go on as lately.
 *
 * What the window will still contain then is kept as it was counted; for the
 * time ahead, events come as they did over the window (slices as the clock
 * cuts them), and the share `ratio` of them is bad. Planned maintenance ahead
 * is left out. `undefined` where nothing was counted.
 *
 * @param ratio - share of bad that is taken to go on, 0 to 1.
 */
export function forecast(options: {
  definition: ObjectiveDefinition;
  rollups: readonly HourRollup[];
  measure: WindowMeasure;
  ratio: number;
  burnRate: number;
  context?: MeasureContext;
}): SloForecast | undefined {
  const { definition, rollups, measure, ratio, context = {} } = options;
  const { method, target, window, sliceSeconds } = definition;
  const { span } = measure;
  const at = forecastAt(window, span);
  const now = tally(measure.counts, method, measure.gaps);
  if (now.all <= 0) return undefined;

  const ahead: TimeSpan = [span.end, at];
  const aheadSeconds =
    at -
    span.end -
    excludedSeconds(ahead, context.exclusions ?? [], sliceSeconds);
  const countedSeconds = span.end - span.start - measure.excludedSeconds;
  const coming =
    now.unit === 'slices'
      ? aheadSeconds / sliceSeconds
      : (now.all / countedSeconds) * aheadSeconds;

  let kept = now;
  if (window.kind === 'rolling') {
    const start = Math.min(span.end, windowAt(window, at).start);
    const rest = measureSpan(definition, rollups, [start, span.end], context);
    kept = tally(rest.counts, method, rest.gaps);
  }
  // A calendar budget of slices is one of all slices of the period, measured or not.
  const all =
    window.kind === 'calendar' && now.unit === 'slices'
      ? measure.periodSeconds / sliceSeconds
      : kept.all + coming;
  if (all <= 0) return undefined;
  return {
    at: new Date(at * 1_000).toISOString(),
    remainingBudget: remainingBudget((kept.bad + ratio * coming) / all, target),
    burnRate: options.burnRate,
  };
}
