import {
  HourRollup,
  SloHistoryPoint,
  SloStatus,
  checkSla,
  evaluate,
  explain,
  hourOf,
  measureWindow,
  slicesNeededFrom,
  staleAfterSeconds,
  windowAt,
  windowSeconds,
} from '@plumbline/plugin-slo-common';
import { inTurns } from '@plumbline/plugin-workload-node';
import { StoredObjective } from '../store/ObjectiveStore';
import { SeriesState, SeriesStore } from '../store/SeriesStore';
import {
  EvaluatedStatus,
  StatusBasis,
  StatusStore,
} from '../store/StatusStore';

const DAY = 86_400;
const TREND_DAYS = 30;
/** Objectives whose rollups are in memory at once. */
const OBJECTIVES_AT_ONCE = 25;

/** An objective that is due, with the first day (epoch seconds) to evaluate. */
interface DueObjective {
  objective: StoredObjective;
  series: SeriesState;
  firstDay: number;
}

/** Turns rollups into stored statuses and daily history. */
export class Evaluator {
  readonly #series: SeriesStore;
  readonly #statuses: StatusStore;

  constructor(options: { series: SeriesStore; statuses: StatusStore }) {
    this.#series = options.series;
    this.#statuses = options.statuses;
  }

  /**
   * Evaluates the objectives whose numbers, definition, error or freshness
   * changed, and stores what came out.
   *
   * @param changed - by series id, the earliest hour (epoch seconds) that changed.
   * @returns the workloads whose statuses were evaluated.
   */
  async evaluate(
    objectives: StoredObjective[],
    changed: Map<number, number>,
    now: number,
  ): Promise<Set<string>> {
    const bases = await this.#statuses.bases();
    const states = await this.#series.states([
      ...new Set(objectives.map(({ seriesId }) => seriesId)),
    ]);
    const due = objectives.flatMap(objective => {
      const series = states.get(objective.seriesId) ?? {
        id: objective.seriesId,
      };
      const firstDay = dueFrom(
        objective,
        series,
        bases.get(objective.definition.id),
        changed.get(objective.seriesId),
        now,
      );
      return firstDay === undefined ? [] : [{ objective, series, firstDay }];
    });
    for await (const some of inTurns(due, OBJECTIVES_AT_ONCE)) {
      await this.#evaluateSome(some, now);
    }
    return new Set(
      due.map(({ objective }) => objective.definition.workloadRef),
    );
  }

  async #evaluateSome(due: DueObjective[], now: number) {
    const needs = due.map(item => needsOf(item, now));
    const rollups = await this.#series.rollups({
      seriesIds: [...new Set(due.map(({ series }) => series.id))],
      from: Math.min(...needs.map(({ from }) => from)),
      slicesFrom: Math.min(...needs.map(({ slicesFrom }) => slicesFrom)),
      sliceHours: needs.flatMap(({ sliceHours }) => sliceHours),
    });
    const trends = await this.#statuses.daysFrom(
      due.map(({ objective }) => objective.definition.id),
      dayName(dayOf(now) - (TREND_DAYS - 1) * DAY),
    );
    await this.#statuses.save(
      due.map(item =>
        evaluateOne(
          item,
          rollups.get(item.series.id) ?? [],
          trends.get(item.objective.definition.id) ?? [],
          now,
        ),
      ),
    );
  }
}

/** First day to evaluate, or `undefined` when the stored status still stands. */
function dueFrom(
  { definition, definitionHash }: StoredObjective,
  series: SeriesState,
  basis: StatusBasis | undefined,
  changedFrom: number | undefined,
  now: number,
): number | undefined {
  const firstOfTrend = dayOf(now) - (TREND_DAYS - 1) * DAY;
  if (basis?.definitionHash !== definitionHash) return firstOfTrend;
  if (changedFrom !== undefined) {
    return Math.max(firstOfTrend, dayOf(changedFrom));
  }
  const stale =
    series.newestData !== undefined &&
    now - series.newestData > staleAfterSeconds(definition.sliceSeconds);
  const turned =
    basis.state !== 'no-data' && stale !== (basis.state === 'stale');
  return turned || basis.errorAt !== series.errorAt ? dayOf(now) : undefined;
}

/** The rollups that the evaluation of an objective looks at; epoch seconds. */
function needsOf({ objective, series, firstDay }: DueObjective, now: number) {
  const { window } = objective.definition;
  const asOf = series.newestData ?? now;
  const starts = [asOf, ...dayEnds(firstDay, asOf)].map(
    end => windowAt(window, end).start,
  );
  return {
    from: Math.min(...starts, slicesNeededFrom(asOf)) - 3_600,
    slicesFrom: slicesNeededFrom(asOf),
    // Hours that the start of a window cuts in two.
    sliceHours: starts.filter(start => start % 3_600 !== 0).map(hourOf),
  };
}

function evaluateOne(
  { objective, series, firstDay }: DueObjective,
  rollups: HourRollup[],
  storedDays: SloHistoryPoint[],
  now: number,
): EvaluatedStatus {
  const { definition, definitionHash } = objective;
  const asOf = series.newestData;
  const { figures, measure } = evaluate({ definition, rollups, asOf, now });
  const days =
    asOf === undefined
      ? []
      : dayEnds(firstDay, asOf).map((end): SloHistoryPoint => {
          const day = measureWindow(definition, rollups, end);
          return {
            day: dayName(end - 1),
            remainingBudget: day.remaining ?? null,
            compliance: day.compliance ?? null,
            coverage: day.coverage,
          };
        });
  const points = new Map(
    [...storedDays, ...days].map(point => [point.day, point]),
  );
  const trend = [...points.values()]
    .sort((a, b) => a.day.localeCompare(b.day))
    .flatMap(({ remainingBudget }) =>
      remainingBudget === null ? [] : [Number(remainingBudget.toFixed(4))],
    )
    .slice(-TREND_DAYS);
  const status: SloStatus = {
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
    sla: definition.sla,
    declaredIn: definition.declaredIn,
    ...figures,
    slaFinding: checkSla(
      definition.target,
      definition.sla,
      windowSeconds(definition.window),
    ),
    trend,
    explanation: explain(definition, measure),
    error: series.error,
    errorAt:
      series.errorAt === undefined
        ? undefined
        : new Date(series.errorAt * 1_000).toISOString(),
  };
  return {
    status,
    basis: { state: figures.state, definitionHash, errorAt: series.errorAt },
    days,
  };
}

/** Ends of the UTC days from `firstDay` on; the last one is `asOf`, the day that is not over. */
function dayEnds(firstDay: number, asOf: number): number[] {
  const ends: number[] = [];
  for (let end = firstDay + DAY; end < asOf; end += DAY) ends.push(end);
  if (asOf > firstDay) ends.push(asOf);
  return ends;
}

function dayOf(epochSeconds: number): number {
  return epochSeconds - (epochSeconds % DAY);
}

function dayName(epochSeconds: number): string {
  return new Date(epochSeconds * 1_000).toISOString().slice(0, 10);
}
