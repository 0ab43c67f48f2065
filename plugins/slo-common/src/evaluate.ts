import {
  burnRate,
  compliance,
  errorRatio,
  remainingBudget,
  remainingCalendarBudget,
  secondsToExhaustion,
} from './budget';
import { BurnAlert, burnAlerts } from './burnAlerts';
import { ObjectiveDefinition } from './definition';
import {
  formatBurnRate,
  formatPercent,
  formatRemaining,
  formatSeconds,
  formatSli,
} from './figures';
import { Counts, HourRollup, countsBetween, noCounts } from './rollup';
import { SloFigures, SloState } from './status';
import { WindowSpan, windowAt, windowSeconds } from './window';

/** Windows over which burn rates are shown, in seconds. */
export const BURN_WINDOWS = [3_600, 6 * 3_600, 3 * 86_400] as const;

/** Remaining budget below which an objective needs care. */
export const LOW_BUDGET = 0.25;

/** What was counted in one window, and what follows from it. */
export interface WindowMeasure {
  span: WindowSpan;
  counts: Counts;
  expectedSlices: number;
  /** Share of the expected slices that were measured. */
  coverage: number;
  compliance?: number;
  remaining?: number;
  /** Whether `remaining` rests on an estimate. */
  estimated: boolean;
}

/**
 * Counts the objective's window as seen from `asOf` (epoch seconds). The
 * rollups must cover the window, with the slices of the hours at its edges.
 */
export function measureWindow(
  definition: ObjectiveDefinition,
  rollups: HourRollup[],
  asOf: number,
): WindowMeasure {
  const { method, target, window, sliceSeconds } = definition;
  const span = windowAt(window, asOf);
  const counts = countsBetween(rollups, span.start, span.end, definition);
  const expectedSlices = Math.floor((span.end - span.start) / sliceSeconds);
  const measured = counts.goodSlices + counts.badSlices + counts.emptySlices;
  const ratio = errorRatio(counts, method);
  let remaining: number | undefined;
  if (window.kind === 'calendar') {
    remaining = remainingCalendarBudget({
      counts,
      method,
      target,
      elapsedSeconds: span.end - span.start,
      periodSeconds: span.periodEnd - span.start,
      sliceSeconds,
    });
  } else if (ratio !== undefined) {
    remaining = remainingBudget(ratio, target);
  }
  return {
    span,
    counts,
    expectedSlices,
    coverage: expectedSlices > 0 ? Math.min(1, measured / expectedSlices) : 0,
    compliance: compliance(counts, method),
    remaining,
    estimated: window.kind === 'calendar' && method === 'Occurrences',
  };
}

/** Age in seconds from which the newest slice is stale: three slices and five minutes to arrive. */
export function staleAfterSeconds(sliceSeconds: number): number {
  return 3 * sliceSeconds + 300;
}

/** Earliest moment whose slices {@link evaluate} looks at one by one, besides the window's first hour. */
export function slicesNeededFrom(asOf: number): number {
  return asOf - BURN_WINDOWS[BURN_WINDOWS.length - 1];
}

/**
 * The figures of one objective.
 *
 * `asOf` is the end of the newest slice with data; the window is looked at from
 * there, so that data on its way is not taken for a gap. When it lies too far
 * back from `now` the figures keep their last known values and the state is
 * `stale`: neither good nor bad. Both are epoch seconds.
 */
export function evaluate(options: {
  definition: ObjectiveDefinition;
  rollups: HourRollup[];
  asOf?: number;
  now: number;
}): { figures: SloFigures; measure: WindowMeasure } {
  const { definition, now } = options;
  const { method, target, sliceSeconds } = definition;
  const rollups = options.asOf === undefined ? [] : options.rollups;
  const asOf = options.asOf ?? now - (now % sliceSeconds);
  const measure = measureWindow(definition, rollups, asOf);
  const { counts, span, expectedSlices } = measure;
  const periodSeconds = windowSeconds(definition.window);
  const rateOver = (seconds: number) => {
    const recent =
      options.asOf === undefined
        ? noCounts()
        : countsBetween(rollups, asOf - seconds, asOf, definition);
    const ratio = errorRatio(recent, method);
    return ratio === undefined ? undefined : burnRate(ratio, target);
  };
  const alerts = burnAlerts({ target, periodSeconds, sliceSeconds, rateOver });
  const burnRates = BURN_WINDOWS.map(seconds => ({
    seconds,
    rate: rateOver(seconds) ?? null,
  }));
  // What an alert is firing on; otherwise the last six hours, so that a burn
  // that is over does not go on counting down.
  const present =
    alerts.find(alert => alert.firing)?.longRate ?? burnRates[1].rate;
  const exhaustion =
    measure.remaining === undefined || present === null
      ? undefined
      : secondsToExhaustion({
          remaining: measure.remaining,
          burnRate: present,
          periodSeconds,
        });
  const state = stateOf(
    measure,
    alerts,
    now - asOf > staleAfterSeconds(sliceSeconds),
  );
  const measured = counts.goodSlices + counts.badSlices + counts.emptySlices;
  const figures: SloFigures = {
    state,
    reason: '',
    asOf: options.asOf === undefined ? null : toIso(asOf),
    window: {
      duration: definition.window.duration,
      kind: definition.window.kind,
      start: toIso(span.start),
      end: toIso(span.end),
      periodEnd: toIso(span.periodEnd),
    },
    compliance: measure.compliance ?? null,
    remainingBudget: measure.remaining ?? null,
    burnRates,
    alerts,
    secondsToExhaustion: exhaustion ?? null,
    presentBurnRate: present,
    events: {
      good: counts.good,
      bad: counts.total - counts.good,
      total: counts.total,
    },
    slices: {
      seconds: sliceSeconds,
      good: counts.goodSlices,
      bad: counts.badSlices,
      empty: counts.emptySlices,
      noData: Math.max(0, expectedSlices - measured),
      expected: expectedSlices,
    },
    coverage: measure.coverage,
  };
  figures.reason = reasonOf(definition, figures);
  return { figures, measure };
}

function stateOf(
  measure: WindowMeasure,
  alerts: BurnAlert[],
  stale: boolean,
): SloState {
  const { remaining } = measure;
  if (remaining === undefined) return 'no-data';
  if (stale) return 'stale';
  if (remaining <= 0) return 'exhausted';
  const firing = alerts.filter(alert => alert.firing);
  if (firing.some(alert => alert.severity === 'fast')) return 'fast-burn';
  if (firing.length > 0) return 'slow-burn';
  return remaining < LOW_BUDGET ? 'low' : 'ok';
}

function reasonOf(
  definition: ObjectiveDefinition,
  figures: SloFigures,
): string {
  const { state, compliance: sli, remainingBudget: remaining } = figures;
  if (state === 'no-data' || sli === null || remaining === null) {
    return `No data in the last ${definition.window.duration}.`;
  }
  const standing =
    `${formatSli(sli, definition.target)} of ${formatPercent(
      definition.target,
    )}, ` + `${formatRemaining(remaining)}`;
  switch (state) {
    case 'stale':
      return `No new data since ${figures.asOf}; then ${standing}.`;
    case 'exhausted':
      return `The error budget is spent: ${standing}.`;
    case 'fast-burn':
    case 'slow-burn': {
      const rate = formatBurnRate(figures.presentBurnRate ?? 0);
      const lasts = figures.secondsToExhaustion;
      return lasts === null
        ? `Burns ${rate}: ${standing}.`
        : `Burns ${rate}, budget gone in ${formatSeconds(lasts)}: ${standing}.`;
    }
    case 'low':
      return `Less than ${formatPercent(
        LOW_BUDGET,
      )} of the budget is left: ${standing}.`;
    default:
      return `Within budget: ${standing}.`;
  }
}

function toIso(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString();
}
