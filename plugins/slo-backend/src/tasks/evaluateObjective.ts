import {
  BudgetPolicy,
  Evaluation,
  HourRollup,
  MeasureContext,
  NewTransition,
  ObjectiveDefinition,
  SloFigures,
  SloHistoryPoint,
  SloStatus,
  checkSla,
  evaluate,
  explain,
  promiseOf,
  recentWindowsOf,
  windowCuts,
  windowSeconds,
} from '@plumbline/plugin-slo-common';
import { policyInForce } from '../policies/policyInForce';
import { StandingChange, StoredStanding } from '../store/AlertStore';
import { ExclusionInForce } from '../store/ExclusionStore';
import { StoredObjective } from '../store/ObjectiveStore';
import { SeriesProgress } from '../store/SeriesStore';
import { EvaluatedStatus } from '../store/StatusStore';
import { DAY, TREND_DAYS, floorTo, toIso } from '../store/time';
import { dayPoints } from './dayPoints';
import { exclusionsKey } from './exclusionsKey';
import { standingChanges } from './standingChanges';

/** An objective that is due. All times are epoch seconds. */
export interface DueObjective {
  objective: StoredObjective;
  series: SeriesProgress;
  exclusions: ExclusionInForce[];
  /** From when the windows are looked at; absent without data. */
  asOf?: number;
  /** Ends of the days that are evaluated; the last one is `asOf`. */
  ends: number[];
}

/** What is known about an objective besides its numbers. */
export interface Remembered {
  /** How its alerts stood, by rule id. */
  standings?: ReadonlyMap<string, StoredStanding>;
  /** Remaining budget of the stored days of its trend, by day. */
  days: ReadonlyMap<string, number | null>;
}

/** What holds for all evaluations of a round. */
export interface RoundContext {
  /** Epoch seconds. */
  now: number;
  policies: readonly BudgetPolicy[];
  /** How late the numbers of an objective are there. */
  delaySeconds: (definition: ObjectiveDefinition) => number;
}

/** What one evaluation gives to be stored. */
export interface Evaluated extends EvaluatedStatus {
  changes: StandingChange[];
}

/** Every moment at which the windows that an evaluation looks at begin or end. */
export function cutsOf({
  objective: { definition },
  exclusions,
  asOf,
  ends,
}: DueObjective): number[] {
  if (asOf === undefined) return [];
  const { window } = definition;
  const spans = exclusions.map(({ span }) => span);
  return [
    ...windowCuts({
      window,
      asOf,
      exclusions: spans,
      burnWindows: recentWindowsOf(definition),
    }),
    ...ends.flatMap(end => [
      floorTo(DAY, end - 1),
      ...(end === asOf
        ? []
        : windowCuts({ window, asOf: end, exclusions: spans })),
    ]),
  ];
}

/** Evaluates one objective; pure. */
export function evaluateObjective(
  { objective, series, exclusions, asOf, ends }: DueObjective,
  rollups: HourRollup[],
  remembered: Remembered,
  round: RoundContext,
): { evaluated: Evaluated; evaluation: Evaluation } {
  const { definition, definitionHash } = objective;
  const { standings } = remembered;
  const { now } = round;
  const delaySeconds = round.delaySeconds(definition);
  const context: MeasureContext = {
    exclusions: exclusions.map(({ span }) => span),
    measuredSince: series.firstData,
  };
  const evaluation = evaluate({
    ...context,
    definition,
    rollups,
    asOf,
    now,
    delaySeconds,
    standings,
  });
  const { figures, measure, transitions } = evaluation;
  const days = dayPoints({
    definition,
    rollups,
    context,
    ends,
    latest: measure,
  });
  const status: SloStatus = {
    ...statusOf(definition, figures, days, remembered, round),
    explanation: explain(definition, measure, { figures, delaySeconds }),
    error: series.error,
    errorAt: series.errorAt === undefined ? undefined : toIso(series.errorAt),
  };
  const basis = {
    state: figures.state,
    definitionHash,
    changes: series.changes,
    exclusionsKey: exclusionsKey(exclusions),
  };
  const changes = changesOf(definition, figures, transitions, standings, now);
  return { evaluated: { status, basis, days, changes }, evaluation };
}

/** What a status says of any objective, a composite or not; all but its explanation. */
export function statusOf(
  definition: ObjectiveDefinition,
  figures: SloFigures,
  days: SloHistoryPoint[],
  { days: storedDays }: Remembered,
  { policies }: RoundContext,
): Omit<SloStatus, 'explanation'> {
  return {
    id: definition.id,
    sloName: definition.sloName,
    displayName: definition.displayName,
    description: definition.description,
    service: definition.service,
    workloadRef: definition.workloadRef,
    entityRef: definition.entityRef,
    runbookUrl: definition.runbookUrl,
    method: definition.method,
    target: definition.target,
    sla: promiseOf(definition),
    declaredIn: definition.declaredIn,
    ...figures,
    slaFinding: checkSla(
      definition.target,
      promiseOf(definition),
      windowSeconds(definition.window),
    ),
    trend: trendOf(storedDays, days),
    policy: policyInForce(policies, definition, figures.remainingBudget),
  };
}

/** What is to be stored of an objective's alerts. */
export function changesOf(
  definition: ObjectiveDefinition,
  { alertReadings }: SloFigures,
  transitions: NewTransition[],
  standings: ReadonlyMap<string, StoredStanding> | undefined,
  now: number,
): StandingChange[] {
  return standingChanges({
    definition,
    readings: alertReadings,
    transitions,
    standings,
    now,
  });
}

function trendOf(
  stored: ReadonlyMap<string, number | null>,
  days: SloHistoryPoint[],
): number[] {
  const points = new Map(stored);
  for (const { day, remainingBudget } of days) points.set(day, remainingBudget);
  return [...points.keys()]
    .sort()
    .flatMap(day => {
      const remaining = points.get(day);
      return typeof remaining === 'number'
        ? [Number(remaining.toFixed(4))]
        : [];
    })
    .slice(-TREND_DAYS);
}
