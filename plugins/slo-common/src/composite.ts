import { NewTransition, AlertStanding } from './alerts/alertState';
import { alertRulesOf } from './alerts/defaultAlertRules';
import { readAlerts } from './alerts/readAlerts';
import { burnRate, errorBudget, secondsToExhaustion } from './budget';
import { ObjectiveDefinition, SlaPromise } from './definition';
import {
  BURN_WINDOWS,
  Evaluation,
  followAlerts,
  presentBurnRate,
  reasonOf,
  stateOf,
} from './evaluate';
import { SpanMeasure } from './measure';
import { noCounts } from './rollup';
import { SloFigures, SloForecast, SloMember } from './status';
import { windowSeconds } from './window';

/** An SLO whose objectives make up one number together. */
export interface CompositeObjective {
  /**
   * As for one objective: its id is the SLO's name, its target the weighted
   * mean of those of its members; indicator and slices are of its first member.
   */
  definition: ObjectiveDefinition;
  members: ObjectiveDefinition[];
}

/** The composites among the objectives: of each SLO with at least two weighted ones. */
export function compositesOf(
  objectives: readonly ObjectiveDefinition[],
): CompositeObjective[] {
  const bySlo = new Map<string, ObjectiveDefinition[]>();
  for (const objective of objectives) {
    if (!(weightOf(objective) > 0)) continue;
    const members = bySlo.get(objective.sloName);
    if (members) members.push(objective);
    else bySlo.set(objective.sloName, [objective]);
  }
  return [...bySlo.values()]
    .filter(members => members.length > 1)
    .map(members => ({
      definition: {
        ...members[0],
        id: members[0].sloName,
        displayName: sharedName(members),
        target: weightedMean(
          members.map(member => [weightOf(member), member.target]),
        )!,
        weight: undefined,
      },
      members,
    }));
}

/**
 * What is promised about an objective: of a composite about the whole and not
 * about its members, which carry a weight.
 */
export function promiseOf({
  sla,
  weight,
}: Pick<ObjectiveDefinition, 'sla' | 'weight'>): SlaPromise | undefined {
  return weight === undefined ? sla : undefined;
}

/**
 * The figures of a composite, from those of its members.
 *
 * SLI = Σ weight × SLI ÷ Σ weight, renormalised over the members that have
 * current data; the target, and with it the budget, is the same mean of the
 * same members, so that a member without data moves neither way. Remaining
 * budget = Σ weight × budget × remaining ÷ Σ weight × budget, which is
 * 1 − error ratio ÷ error budget of those means. When all members are stale the
 * last known numbers stay and the state says so.
 */
export function evaluateComposite(options: {
  composite: CompositeObjective;
  /** Of the members that were evaluated, by id. */
  evaluations: ReadonlyMap<string, Evaluation>;
  /** Epoch seconds. */
  now: number;
  standings?: ReadonlyMap<string, AlertStanding>;
  /** Whether maintenance of the whole goes on. */
  maintenance?: boolean;
}): { figures: SloFigures; transitions: NewTransition[]; target: number } {
  const { composite, evaluations, now, standings } = options;
  const all = composite.members.flatMap(definition => {
    const evaluation = evaluations.get(definition.id);
    return evaluation
      ? [{ definition, weight: weightOf(definition), evaluation }]
      : [];
  });
  const withData = all.filter(
    ({ evaluation }) => evaluation.figures.compliance !== null,
  );
  const current = withData.filter(
    ({ evaluation }) => evaluation.figures.state !== 'stale',
  );
  const live = current.length > 0 ? current : withData;
  const mean = (value: (member: Member) => number | null | undefined) =>
    weightedMean(live.map(member => [member.weight, value(member)]));
  const meanByBudget = (value: (member: Member) => number | null | undefined) =>
    weightedMean(
      live.map(member => [
        member.weight * errorBudget(member.definition.target),
        value(member),
      ]),
    );

  const target =
    mean(({ definition }) => definition.target) ?? composite.definition.target;
  const definition = { ...composite.definition, target };
  const remaining = meanByBudget(
    ({ evaluation }) => evaluation.figures.remainingBudget,
  );
  const recent = (seconds: number) => recentOf(live, seconds);
  const burnRates = BURN_WINDOWS.map(seconds => {
    const ratio = recent(seconds)?.errorRatio;
    return {
      seconds,
      rate: ratio === undefined ? null : burnRate(ratio, target),
    };
  });
  const asOf = earliestOf(live);
  const { readings, transitions } = followAlerts({
    definition,
    asOf: asOf === null ? undefined : Date.parse(asOf) / 1_000,
    readings: readAlerts({
      definition,
      rules: alertRulesOf(definition),
      recent,
      remaining,
      maintenance: options.maintenance ?? false,
    }),
    standings,
    now,
    silent: withData.length > 0 && current.length === 0 && !options.maintenance,
  });
  const present = presentBurnRate(readings, burnRates[1].rate);
  const window = windowOf(all, live, definition);
  const figures: SloFigures = {
    state: stateOf({
      remaining,
      readings,
      stale: withData.length > 0 && current.length === 0,
    }),
    reason: '',
    asOf,
    window,
    compliance: mean(({ evaluation }) => evaluation.figures.compliance) ?? null,
    remainingBudget: remaining ?? null,
    burnRates,
    alertReadings: readings,
    secondsToExhaustion:
      (remaining === undefined || present === null
        ? undefined
        : secondsToExhaustion({
            remaining,
            burnRate: present,
            periodSeconds: windowSeconds(definition.window),
            leftSeconds:
              window.kind === 'calendar'
                ? (Date.parse(window.periodEnd) - Date.parse(window.end)) /
                  1_000
                : undefined,
          })) ?? null,
    presentBurnRate: present,
    forecast: forecastOf(live),
    events: sumOf(live, ({ events }) => events),
    slices: {
      ...sumOf(live, ({ slices: { seconds: _, ...slices } }) => slices),
      seconds: definition.sliceSeconds,
    },
    // Of all members: what is left out is not covered.
    coverage:
      weightedMean(
        composite.members.map(member => [
          weightOf(member),
          live.find(each => each.definition.id === member.id)?.evaluation
            .figures.coverage ?? 0,
        ]),
      ) ?? 0,
    excludedSeconds: Math.max(
      0,
      ...live.map(({ evaluation }) => evaluation.figures.excludedSeconds ?? 0),
    ),
    members: composite.members.map((member): SloMember => {
      const found = live.find(each => each.definition.id === member.id);
      return {
        id: member.id,
        displayName: member.displayName,
        weight: weightOf(member),
        compliance: found?.evaluation.figures.compliance ?? null,
      };
    }),
  };
  figures.reason = reasonOf(definition, figures);
  const leftOut = all.length - live.length;
  if (live.length > 0 && leftOut > 0) {
    figures.reason += ` Without ${leftOut} of ${composite.members.length} members, which have no current data.`;
  }
  return { figures, transitions, target };
}

/** Σ weight × value ÷ Σ weight over the values that there are; `undefined` without any. */
export function weightedMean(
  values: readonly (readonly [
    weight: number,
    value: number | null | undefined,
  ])[],
): number | undefined {
  let sum = 0;
  let weights = 0;
  for (const [weight, value] of values) {
    if (value === null || value === undefined || !(weight > 0)) continue;
    sum += weight * value;
    weights += weight;
  }
  return weights > 0 ? sum / weights : undefined;
}

interface Member {
  definition: ObjectiveDefinition;
  weight: number;
  evaluation: Evaluation;
}

function weightOf({ weight }: ObjectiveDefinition): number {
  return weight ?? 0;
}

/** The members' counts together; the error ratio is the weighted mean of those that have one. */
function recentOf(members: Member[], seconds: number): SpanMeasure | undefined {
  const measures = members.flatMap(({ weight, evaluation }) => {
    const measure = evaluation.recent(seconds);
    return measure ? [{ weight, measure }] : [];
  });
  if (measures.length === 0) return undefined;
  const sum: SpanMeasure = {
    from: Math.min(...measures.map(({ measure }) => measure.from)),
    to: Math.max(...measures.map(({ measure }) => measure.to)),
    counts: noCounts(),
    gaps: { good: 0, bad: 0 },
    expectedSlices: 0,
    noDataSlices: 0,
    excludedSeconds: Math.max(
      ...measures.map(({ measure }) => measure.excludedSeconds),
    ),
    estimated: measures.some(({ measure }) => measure.estimated),
    errorRatio: weightedMean(
      measures.map(({ weight, measure }) => [weight, measure.errorRatio]),
    ),
  };
  for (const { measure } of measures) {
    addTo(sum.counts, measure.counts);
    addTo(sum.gaps, measure.gaps);
    sum.expectedSlices += measure.expectedSlices;
    sum.noDataSlices += measure.noDataSlices;
  }
  return sum;
}

function sumOf<Part extends { [Key in keyof Part]: number }>(
  members: Member[],
  part: (figures: SloFigures) => Part,
): Part {
  const parts = members.map(({ evaluation }) => part(evaluation.figures));
  const empty = { good: 0, bad: 0, total: 0, empty: 0, noData: 0, expected: 0 };
  if (parts.length === 0) return empty as unknown as Part;
  const sum = { ...parts[0] };
  parts.slice(1).forEach(more => addTo(sum, more));
  return sum;
}

function addTo<T extends { [Key in keyof T]: number }>(sum: T, more: T) {
  for (const key of Object.keys(sum) as (keyof T)[]) {
    sum[key] = (sum[key] + more[key]) as T[keyof T];
  }
}

/** The composite is as old as the oldest of its numbers. */
function earliestOf(members: Member[]): string | null {
  const times = members.flatMap(
    ({ evaluation }) => evaluation.figures.asOf ?? [],
  );
  return times.sort()[0] ?? null;
}

function windowOf(
  all: Member[],
  live: Member[],
  { window }: ObjectiveDefinition,
): SloFigures['window'] {
  const oldest = [...live].sort((a, b) =>
    (a.evaluation.figures.asOf ?? '').localeCompare(
      b.evaluation.figures.asOf ?? '',
    ),
  )[0];
  const member = oldest ?? all[0];
  return (
    member?.evaluation.figures.window ?? {
      duration: window.duration,
      kind: window.kind,
      start: '',
      end: '',
      periodEnd: '',
    }
  );
}

/** The members' forecasts, weighted as their remaining budgets. */
function forecastOf(members: Member[]): SloForecast | undefined {
  const weighted = (value: (forecast: SloForecast) => number) =>
    weightedMean(
      members.map(({ definition, weight, evaluation }) => [
        weight * errorBudget(definition.target),
        evaluation.figures.forecast && value(evaluation.figures.forecast),
      ]),
    );
  const remaining = weighted(each => each.remainingBudget);
  const rate = weighted(each => each.burnRate);
  const at = members
    .flatMap(({ evaluation }) => evaluation.figures.forecast?.at ?? [])
    .sort()[0];
  return remaining === undefined || rate === undefined
    ? undefined
    : { at, remainingBudget: remaining, burnRate: rate };
}

/** `Checkout` of `Checkout, fast` and `Checkout, correct`; the SLO's name without a shared part. */
function sharedName(members: ObjectiveDefinition[]): string {
  const { displayName, sloName } = members[0];
  const end = displayName.lastIndexOf(', ');
  const name = end > 0 ? displayName.slice(0, end) : '';
  return name !== '' &&
    members.every(member => member.displayName.startsWith(`${name}, `))
    ? name
    : sloName;
}
