import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  HourRollup,
  MeasureContext,
  ObjectiveDefinition,
  SloHistoryPoint,
  SloStatus,
  asOfFor,
  checkSla,
  evaluate,
  explain,
  recentWindowsOf,
  staleAfterSeconds,
  windowCuts,
  windowSeconds,
} from '@plumbline/plugin-slo-common';
import { inTurns } from '@plumbline/plugin-workload-node';
import {
  AlertStore,
  StandingChange,
  StoredStanding,
  WorkloadTransition,
} from '../store/AlertStore';
import {
  ExclusionInForce,
  ExclusionStore,
  exclusionsOf,
} from '../store/ExclusionStore';
import { StoredObjective } from '../store/ObjectiveStore';
import { RollupStore } from '../store/RollupStore';
import { SeriesProgress, SeriesStore } from '../store/SeriesStore';
import {
  EvaluatedStatus,
  StatusBasis,
  StatusStore,
} from '../store/StatusStore';
import { DAY, TREND_DAYS, dayName, floorTo, toIso } from '../store/time';
import { dayEnds, dayPoints } from './dayPoints';
import { standingChanges } from './standingChanges';

/** Objectives whose rollups are in memory at once. */
const OBJECTIVES_AT_ONCE = 500;

/** Told of alerts that changed their state, after that is stored. */
export type TransitionListener = (
  transitions: WorkloadTransition[],
) => Promise<void>;

/** An objective that is due. All times are epoch seconds. */
interface DueObjective {
  objective: StoredObjective;
  series: SeriesProgress;
  exclusions: ExclusionInForce[];
  /** First day whose end is evaluated. */
  firstDay: number;
  /** From when the windows are looked at; absent without data. */
  asOf?: number;
  /** Ends of the days that are evaluated; the last one is `asOf`. */
  ends: number[];
}

/** What one evaluation gives. */
interface Evaluated extends EvaluatedStatus {
  changes: StandingChange[];
}

/** Turns rollups into stored statuses, daily history and alerts. */
export class Evaluator {
  readonly #series: SeriesStore;
  readonly #rollups: RollupStore;
  readonly #statuses: StatusStore;
  readonly #alerts: AlertStore;
  readonly #exclusions: ExclusionStore;
  readonly #delaySeconds: (definition: ObjectiveDefinition) => number;
  readonly #listeners: TransitionListener[] = [];
  readonly #logger: LoggerService;

  constructor(options: {
    series: SeriesStore;
    rollups: RollupStore;
    statuses: StatusStore;
    alerts: AlertStore;
    exclusions: ExclusionStore;
    /** How late the numbers of an objective are there. */
    delaySeconds: (definition: ObjectiveDefinition) => number;
    logger: LoggerService;
  }) {
    this.#series = options.series;
    this.#rollups = options.rollups;
    this.#statuses = options.statuses;
    this.#alerts = options.alerts;
    this.#exclusions = options.exclusions;
    this.#delaySeconds = options.delaySeconds;
    this.#logger = options.logger;
  }

  /** Has somebody told of alerts that change; one that fails is logged and stops nobody. */
  onTransitions(listener: TransitionListener): void {
    this.#listeners.push(listener);
  }

  /**
   * Evaluates the objectives whose numbers, definition, maintenance, error or
   * freshness changed, and stores what came out.
   *
   * @param changed - by series id, the earliest day (epoch seconds) that changed.
   * @returns the workloads whose statuses were evaluated.
   */
  async evaluate(
    objectives: StoredObjective[],
    changed: Map<number, number>,
    now: number,
  ): Promise<Set<string>> {
    const bases = await this.#statuses.bases();
    const progress = await this.#series.progress([
      ...new Set(objectives.map(({ seriesId }) => seriesId)),
    ]);
    // The oldest window that the trend looks at may be long before the trend.
    const exclusions = await this.#exclusions.inForce(0);
    const due = objectives.flatMap((objective): DueObjective[] => {
      const { definition } = objective;
      const series = progress.get(objective.seriesId)!;
      const of = exclusionsOf(
        exclusions.get(definition.workloadRef),
        definition.id,
      );
      const firstDay = this.#dueFrom(
        objective,
        series,
        of,
        bases.get(definition.id),
        changed.get(objective.seriesId),
        now,
      );
      if (firstDay === undefined) return [];
      const asOf = asOfFor(definition, series);
      const ends = asOf === undefined ? [] : dayEnds(firstDay, asOf);
      return [{ objective, series, exclusions: of, firstDay, asOf, ends }];
    });
    for await (const some of inTurns(due, OBJECTIVES_AT_ONCE)) {
      await this.#evaluateSome(some, now);
    }
    return new Set(
      due.map(({ objective }) => objective.definition.workloadRef),
    );
  }

  /** First day to evaluate, or `undefined` when the stored status still stands. */
  #dueFrom(
    { definition, definitionHash }: StoredObjective,
    series: SeriesProgress,
    exclusions: ExclusionInForce[],
    basis: StatusBasis | undefined,
    changedFrom: number | undefined,
    now: number,
  ): number | undefined {
    const today = floorTo(DAY, now);
    const firstOfTrend = today - (TREND_DAYS - 1) * DAY;
    const same =
      basis?.definitionHash === definitionHash &&
      basis.exclusionsKey === exclusionsKey(exclusions);
    if (!same) return firstOfTrend;
    if (changedFrom !== undefined) {
      return Math.max(firstOfTrend, floorTo(DAY, changedFrom));
    }
    const stale =
      series.newestData !== undefined &&
      now - (asOfFor(definition, series) ?? 0) >
        staleAfterSeconds(
          definition.sliceSeconds,
          this.#delaySeconds(definition),
        );
    const turned =
      basis.state !== 'no-data' && stale !== (basis.state === 'stale');
    return turned || basis.errorAt !== series.errorAt ? today : undefined;
  }

  async #evaluateSome(due: DueObjective[], now: number) {
    const ids = due.map(({ objective }) => objective.definition.id);
    const rollups = await this.#rollups.between(
      due.map(({ objective, asOf, exclusions, ends }) => ({
        seriesId: objective.seriesId,
        cuts:
          asOf === undefined ? [] : cutsOf(objective, exclusions, asOf, ends),
      })),
    );
    const standings = await this.#alerts.standings(ids);
    const trends = await this.#statuses.daysFrom(
      ids,
      dayName(floorTo(DAY, now) - (TREND_DAYS - 1) * DAY),
    );
    const evaluated = due.map((item, index) =>
      this.#evaluateOne(
        item,
        rollups[index],
        standings.get(ids[index]),
        trends.get(ids[index]) ?? [],
        now,
      ),
    );
    const transitions = await this.#alerts.save(
      evaluated.flatMap(({ changes }) => changes),
    );
    await this.#statuses.save(evaluated);
    if (transitions.length > 0) await this.#tell(transitions);
  }

  async #tell(transitions: WorkloadTransition[]) {
    for (const listener of this.#listeners) {
      try {
        await listener(transitions);
      } catch (error) {
        this.#logger.error('Alerts could not be told', error as Error);
      }
    }
  }

  #evaluateOne(
    { objective, series, exclusions, asOf, ends }: DueObjective,
    rollups: HourRollup[],
    standings: Map<string, StoredStanding> | undefined,
    storedDays: SloHistoryPoint[],
    now: number,
  ): Evaluated {
    const { definition, definitionHash } = objective;
    const context: MeasureContext = {
      exclusions: exclusions.map(({ span }) => span),
      measuredSince: series.firstData,
    };
    const { figures, measure, transitions } = evaluate({
      ...context,
      definition,
      rollups,
      asOf,
      now,
      delaySeconds: this.#delaySeconds(definition),
      standings,
    });
    const days = dayPoints({
      definition,
      rollups,
      context,
      ends,
      latest: measure,
    });
    const status: SloStatus = {
      ...identityOf(definition),
      ...figures,
      slaFinding: checkSla(
        definition.target,
        definition.sla,
        windowSeconds(definition.window),
      ),
      trend: trendOf(storedDays, days),
      explanation: explain(definition, measure),
      error: series.error,
      errorAt: series.errorAt === undefined ? undefined : toIso(series.errorAt),
    };
    return {
      status,
      basis: {
        state: figures.state,
        definitionHash,
        errorAt: series.errorAt,
        exclusionsKey: exclusionsKey(exclusions),
      },
      days,
      changes: standingChanges({
        definition,
        readings: figures.alertReadings,
        transitions,
        standings,
        now,
      }),
    };
  }
}

/** Every moment at which the windows that an evaluation looks at begin or end. */
function cutsOf(
  { definition }: StoredObjective,
  exclusions: ExclusionInForce[],
  asOf: number,
  ends: number[],
): number[] {
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

function identityOf(definition: ObjectiveDefinition) {
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
    sla: definition.sla,
    declaredIn: definition.declaredIn,
  };
}

function trendOf(stored: SloHistoryPoint[], days: SloHistoryPoint[]): number[] {
  const points = new Map([...stored, ...days].map(point => [point.day, point]));
  return [...points.values()]
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .flatMap(({ remainingBudget }) =>
      remainingBudget === null ? [] : [Number(remainingBudget.toFixed(4))],
    )
    .slice(-TREND_DAYS);
}

function exclusionsKey(exclusions: ExclusionInForce[]): string | undefined {
  if (exclusions.length === 0) return undefined;
  const text = JSON.stringify(exclusions.map(({ id, span }) => [id, span]));
  return createHash('sha256').update(text).digest('hex');
}
