import {
  ALERT_SEVERITIES,
  ALERT_STATES,
  AlertReading,
  AlertSeverity,
} from './alerts/AlertRule';
import { AlertStanding, NewTransition, alertState } from './alerts/alertState';
import { alertRulesOf, alertWindowsOf } from './alerts/defaultAlertRules';
import { BareAlertReading, readAlerts } from './alerts/readAlerts';
import { burnRate, errorBudget, secondsToExhaustion } from './budget';
import { ObjectiveDefinition } from './definition';
import { isExcluded } from './exclusions';
import {
  formatBurnRate,
  formatPercent,
  formatRemaining,
  formatSeconds,
  formatSli,
} from './figures';
import { forecast } from './forecast';
import {
  MeasureContext,
  SpanMeasure,
  WindowMeasure,
  measureSpan,
  measureWindow,
} from './measure';
import { HourRollup } from './rollup';
import { SloFigures, SloState } from './status';
import { durationInWords } from './duration';
import { windowSeconds } from './window';

/** Windows over which burn rates are shown, in seconds. */
export const BURN_WINDOWS = [3_600, 6 * 3_600, 3 * 86_400] as const;

/** Remaining budget below which an objective needs care. */
export const LOW_BUDGET = 0.25;

/** Age in seconds from which the newest slice is stale: three slices, five minutes to arrive, and the source's own delay. */
export function staleAfterSeconds(
  sliceSeconds: number,
  delaySeconds = 0,
): number {
  return 3 * sliceSeconds + 300 + delaySeconds;
}

/** Lengths in seconds of every window that {@link evaluate} counts back from `asOf`: burn rates and alerts. */
export function recentWindowsOf(definition: ObjectiveDefinition): number[] {
  return [...new Set([...BURN_WINDOWS, ...alertWindowsOf(definition)])];
}

/**
 * The moment from which an objective is looked at (epoch seconds): the end of
 * its newest slice with data, so that data on its way is not taken for a gap.
 * Where gaps count, an outage that takes the measurements with it must show:
 * from when it would be stale, a gap at the end is a gap like any other, as far
 * as the source has answered.
 */
export function asOfFor(
  definition: Pick<ObjectiveDefinition, 'method' | 'noData' | 'sliceSeconds'>,
  series: { newestData?: number; watermark?: number },
): number | undefined {
  const { method, noData = 'ignored', sliceSeconds } = definition;
  const { newestData, watermark } = series;
  if (newestData === undefined || watermark === undefined) return newestData;
  if (method === 'Occurrences' || noData === 'ignored') return newestData;
  // Together with the slice that goes on and a minute between rounds this is
  // what staleAfterSeconds allows, in whole slices.
  const underWay = 2 + Math.floor(240 / sliceSeconds);
  return Math.max(newestData, watermark - underWay * sliceSeconds);
}

/** What is looked at to evaluate one objective. All times are epoch seconds. */
export interface EvaluationInput extends MeasureContext {
  definition: ObjectiveDefinition;
  rollups: readonly HourRollup[];
  /** See {@link asOfFor}; absent without any data. */
  asOf?: number;
  now: number;
  /** How long its source takes to have new data. */
  delaySeconds?: number;
  /** How its alerts stood when it was evaluated last, by rule id. */
  standings?: ReadonlyMap<string, AlertStanding>;
}

/** What {@link evaluate} gives. */
export interface Evaluation {
  figures: SloFigures;
  measure: WindowMeasure;
  /** Alerts that changed their state. */
  transitions: NewTransition[];
  /** What was counted over the last so many seconds; `undefined` without data. */
  recent: (seconds: number) => SpanMeasure | undefined;
}

/**
 * The figures of one objective.
 *
 * The window is looked at from `asOf`. When that lies too far back from `now`
 * the figures keep their last known values and the state is `stale`: neither
 * good nor bad.
 */
export function evaluate(input: EvaluationInput): Evaluation {
  const { definition, now } = input;
  const { target, sliceSeconds } = definition;
  const rollups = input.asOf === undefined ? [] : input.rollups;
  const asOf = input.asOf ?? now - (now % sliceSeconds);
  const measure = measureWindow(definition, rollups, asOf, input);
  const { counts, span, expectedSlices } = measure;
  const recent = recentMeasures(input);
  const exclusions = input.exclusions ?? [];
  const stale =
    input.asOf !== undefined &&
    now - asOf > staleAfterSeconds(sliceSeconds, input.delaySeconds);
  const burnRates = BURN_WINDOWS.map(seconds => {
    const ratio = recent(seconds)?.errorRatio;
    return {
      seconds,
      rate: ratio === undefined ? null : burnRate(ratio, target),
    };
  });
  const { readings, transitions } = followAlerts({
    definition,
    asOf: input.asOf,
    readings: readAlerts({
      definition,
      rules: alertRulesOf(definition),
      recent,
      remaining: measure.remaining,
      maintenance: isExcluded(asOf, exclusions, sliceSeconds),
    }),
    standings: input.standings,
    now,
    silent:
      stale &&
      !isExcluded(endOfSlice(now, sliceSeconds), exclusions, sliceSeconds),
  });
  const present = presentBurnRate(readings, burnRates[1].rate);
  const exhaustion =
    measure.remaining === undefined || present === null
      ? undefined
      : secondsToExhaustion({
          remaining: measure.remaining,
          burnRate: present,
          periodSeconds: windowSeconds(definition.window),
          leftSeconds:
            definition.window.kind === 'calendar'
              ? span.periodEnd - span.end
              : undefined,
        });
  const lately = recent(BURN_WINDOWS[1])?.errorRatio;
  const figures: SloFigures = {
    state: stateOf({
      remaining: measure.remaining,
      readings,
      stale,
    }),
    reason: '',
    asOf: input.asOf === undefined ? null : toIso(asOf),
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
    alertReadings: readings,
    secondsToExhaustion: exhaustion ?? null,
    presentBurnRate: present,
    forecast:
      lately === undefined
        ? undefined
        : forecast({
            definition,
            rollups,
            measure,
            ratio: lately,
            burnRate: lately / errorBudget(target),
            context: input,
          }),
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
      noData: measure.noDataSlices,
      expected: expectedSlices,
    },
    coverage: measure.coverage,
    excludedSeconds: measure.excludedSeconds,
  };
  figures.reason = reasonOf(definition, figures);
  return { figures, measure, transitions, recent };
}

function recentMeasures(input: EvaluationInput): Evaluation['recent'] {
  const { definition, rollups, asOf } = input;
  const measured = new Map<number, SpanMeasure>();
  return seconds => {
    if (asOf === undefined) return undefined;
    const known = measured.get(seconds);
    if (known) return known;
    const span = measureSpan(
      definition,
      rollups,
      [asOf - seconds, asOf],
      input,
    );
    measured.set(seconds, span);
    return span;
  };
}

/**
 * Readings with their states, the worst first, and what changed. Without new
 * data the alerts stay as they were, but for those whose rule asks to be told of
 * that: they fire.
 */
export function followAlerts(options: {
  definition: ObjectiveDefinition;
  readings: BareAlertReading[];
  standings?: ReadonlyMap<string, AlertStanding>;
  /** Moment of the data; absent without any. */
  asOf?: number;
  now: number;
  /** Whether data should have come and did not. */
  silent?: boolean;
}): { readings: AlertReading[]; transitions: NewTransition[] } {
  const { definition, standings, asOf, now } = options;
  const rules = new Map(alertRulesOf(definition).map(rule => [rule.id, rule]));
  const transitions: NewTransition[] = [];
  const readings = options.readings.map((reading): AlertReading => {
    const previous = standings?.get(reading.ruleId);
    if (asOf === undefined) {
      const { state, since, clearSince } = previous ?? {
        state: 'inactive' as const,
        since: toIso(now),
      };
      return { ...reading, state, since, clearSince };
    }
    const rule = rules.get(reading.ruleId);
    const noData = Boolean(options.silent && rule?.notify.noData);
    // What is late enough to be missing has been waited for.
    const read = noData ? { ...reading, met: true, noData } : reading;
    const { standing, transition } = alertState(
      previous,
      read,
      noData ? now : asOf,
      {
        alertAfterSeconds: noData ? 0 : rule?.alertAfterSeconds ?? 0,
        sliceSeconds: definition.sliceSeconds,
      },
    );
    if (transition) transitions.push(transition);
    return { ...read, ...standing };
  });
  readings.sort(
    (a, b) =>
      ALERT_STATES.indexOf(b.state) - ALERT_STATES.indexOf(a.state) ||
      ALERT_SEVERITIES.indexOf(a.severity) -
        ALERT_SEVERITIES.indexOf(b.severity),
  );
  return { readings, transitions };
}

/** Worst severity of the alerts that fire; `undefined` when none does. */
export function worstFiring(
  readings: readonly Pick<AlertReading, 'severity' | 'state'>[],
): AlertSeverity | undefined {
  return ALERT_SEVERITIES.find(severity =>
    readings.some(
      reading => reading.state === 'firing' && reading.severity === severity,
    ),
  );
}

/**
 * The burn rate that goes on now: what an alert is firing on; otherwise that of
 * the last six hours, so that a burn that is over does not go on counting down.
 */
export function presentBurnRate(
  readings: readonly AlertReading[],
  ofSixHours: number | null,
): number | null {
  const firing = readings.find(
    ({ condition, state, met }) =>
      condition.kind === 'burn-rate' && state === 'firing' && met,
  );
  return firing?.value ?? ofSixHours;
}

/** The state that follows from the budget, the alerts and the age of the data. */
export function stateOf(options: {
  remaining?: number;
  readings: readonly AlertReading[];
  stale: boolean;
}): SloState {
  const { remaining, readings, stale } = options;
  if (remaining === undefined) return 'no-data';
  if (stale) return 'stale';
  if (remaining <= 0) return 'exhausted';
  const firing = worstFiring(readings);
  if (firing === 'critical' || firing === 'high') return 'fast-burn';
  if (firing) return 'slow-burn';
  return remaining < LOW_BUDGET ? 'low' : 'ok';
}

/** One sentence that says why the state is so. */
export function reasonOf(
  { target, window }: Pick<ObjectiveDefinition, 'target' | 'window'>,
  figures: SloFigures,
): string {
  const { state, compliance: sli, remainingBudget: remaining } = figures;
  if (state === 'no-data' || sli === null || remaining === null) {
    return `No data in the last ${durationInWords(window.duration)}.`;
  }
  const standing = `${formatSli(sli, target)} of ${formatPercent(
    target,
  )}, ${formatRemaining(remaining)}`;
  switch (state) {
    case 'stale':
      return `No new data since ${figures.asOf}; then ${standing}.`;
    case 'exhausted':
      return `The error budget is spent: ${standing}.`;
    case 'fast-burn':
    case 'slow-burn':
      return `${firingInWords(figures)}: ${standing}.`;
    case 'low':
      return `Less than ${formatPercent(
        LOW_BUDGET,
      )} of the budget is left: ${standing}.`;
    default:
      return `Within budget: ${standing}.`;
  }
}

function firingInWords(figures: SloFigures): string {
  const firing = figures.alertReadings.find(({ state }) => state === 'firing');
  if (firing && firing.condition.kind !== 'burn-rate') {
    return `The alert '${firing.name}' fires`;
  }
  const rate = formatBurnRate(figures.presentBurnRate ?? 0);
  const lasts = figures.secondsToExhaustion;
  return lasts === null
    ? `Burns ${rate}`
    : `Burns ${rate}, budget gone in ${formatSeconds(lasts)}`;
}

function endOfSlice(moment: number, sliceSeconds: number): number {
  return Math.ceil(moment / sliceSeconds) * sliceSeconds;
}

function toIso(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString();
}
