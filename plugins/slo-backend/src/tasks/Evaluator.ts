import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  BudgetPolicy,
  HourRollup,
  ObjectiveDefinition,
  compositesOf,
} from '@plumbline/plugin-slo-common';
import { inTurns } from '@plumbline/plugin-workload-node';
import { AlertStore } from '../store/AlertStore';
import { ExclusionStore } from '../store/ExclusionStore';
import { StoredObjective } from '../store/ObjectiveStore';
import { RollupStore } from '../store/RollupStore';
import { SeriesStore } from '../store/SeriesStore';
import { StatusStore } from '../store/StatusStore';
import { DAY, TREND_DAYS, dayName, floorTo } from '../store/time';
import { DueUnit, dueUnits } from './dueUnits';
import { evaluateCompositeObjective } from './evaluateComposites';
import {
  Evaluated,
  Remembered,
  RoundContext,
  cutsOf,
  evaluateObjective,
} from './evaluateObjective';

/** Objectives and composites whose rollups are in memory at once. */
const UNITS_AT_ONCE = 500;

/** Turns rollups into stored statuses, daily history and alerts. */
export class Evaluator {
  readonly #series: SeriesStore;
  readonly #rollups: RollupStore;
  readonly #statuses: StatusStore;
  readonly #alerts: AlertStore;
  readonly #exclusions: ExclusionStore;
  readonly #delaySeconds: (definition: ObjectiveDefinition) => number;
  readonly #policies: readonly BudgetPolicy[];
  readonly #logger: LoggerService;

  constructor(options: {
    series: SeriesStore;
    rollups: RollupStore;
    statuses: StatusStore;
    alerts: AlertStore;
    exclusions: ExclusionStore;
    /** How late the numbers of an objective are there. */
    delaySeconds: (definition: ObjectiveDefinition) => number;
    /** What teams do as their budget runs out; none when absent. */
    policies?: readonly BudgetPolicy[];
    logger: LoggerService;
  }) {
    this.#series = options.series;
    this.#rollups = options.rollups;
    this.#statuses = options.statuses;
    this.#alerts = options.alerts;
    this.#exclusions = options.exclusions;
    this.#delaySeconds = options.delaySeconds;
    this.#policies = options.policies ?? [];
    this.#logger = options.logger;
  }

  /**
   * Evaluates the objectives that are due (see {@link dueUnits}), stores what
   * came out, and forgets what is declared no more.
   *
   * @param changed - by series id, the earliest moment (epoch seconds) of what changed.
   * @returns the workloads whose statuses were evaluated.
   */
  async evaluate(
    objectives: StoredObjective[],
    changed: Map<number, number>,
    now: number,
  ): Promise<Set<string>> {
    const bases = await this.#statuses.bases();
    await this.#forgetGone(objectives, [...bases.keys()], now);
    const units = dueUnits({
      objectives: objectives.map(objective => this.#withPolicies(objective)),
      progress: await this.#series.progress([
        ...new Set(objectives.map(({ seriesId }) => seriesId)),
      ]),
      exclusions: await this.#exclusions.inForce(0),
      bases,
      changed,
      delaySeconds: this.#delaySeconds,
      now,
    });
    for await (const some of inTurns(units, UNITS_AT_ONCE)) {
      await this.#evaluateSome(some, now);
    }
    return new Set(
      units.flatMap(unit =>
        unit.objectives.map(
          ({ objective }) => objective.definition.workloadRef,
        ),
      ),
    );
  }

  // What a status says of the budget policy changes with the configuration.
  #withPolicies(objective: StoredObjective): StoredObjective {
    if (this.#policies.length === 0) return objective;
    const definitionHash = createHash('sha256')
      .update(objective.definitionHash)
      .update(JSON.stringify(this.#policies))
      .digest('hex');
    return { ...objective, definitionHash };
  }

  async #forgetGone(
    objectives: StoredObjective[],
    known: string[],
    now: number,
  ) {
    const definitions = objectives.map(({ definition }) => definition);
    const present = new Set([
      ...definitions.map(({ id }) => id),
      ...compositesOf(definitions).map(({ definition }) => definition.id),
    ]);
    await this.#statuses.remove(known.filter(id => !present.has(id)));
    await this.#alerts.end(present, new Date(now * 1_000));
  }

  async #evaluateSome(units: DueUnit[], now: number) {
    const asked = units.flatMap(unit =>
      this.#attempt(unit, () => [
        {
          unit,
          windows: unit.objectives.map(item => ({
            seriesId: item.objective.seriesId,
            cuts: cutsOf(item),
          })),
        },
      ]),
    );
    const rollups = await this.#rollups.between(
      asked.flatMap(({ windows }) => windows),
    );
    const remembered = await this.#remembered(units, now);
    const round: RoundContext = {
      now,
      policies: this.#policies,
      delaySeconds: this.#delaySeconds,
    };
    let next = 0;
    const evaluated = asked.flatMap(({ unit, windows }) => {
      const own = rollups.slice(next, next + windows.length);
      next += windows.length;
      return this.#attempt(unit, () =>
        evaluateUnit(unit, own, remembered, round),
      );
    });
    await this.#alerts.save(evaluated.flatMap(({ changes }) => changes));
    await this.#statuses.save(evaluated);
  }

  /** A unit that fails keeps its last status with its age, and stops no other. */
  #attempt<T>({ objectives }: DueUnit, work: () => T[]): T[] {
    try {
      return work();
    } catch (error) {
      const { id } = objectives[0].objective.definition;
      this.#logger.error(`SLO '${id}' was not evaluated`, error as Error);
      return [];
    }
  }

  async #remembered(
    units: DueUnit[],
    now: number,
  ): Promise<(definition: ObjectiveDefinition) => Remembered> {
    const definitions = units.flatMap(({ objectives, composite }) => [
      ...objectives.map(({ objective }) => objective.definition),
      ...(composite ? [composite.definition] : []),
    ]);
    const ids = definitions.map(({ id }) => id);
    const standings = await this.#alerts.standings(ids);
    const firstDay = dayName(floorTo(DAY, now) - (TREND_DAYS - 1) * DAY);
    const days = await this.#statuses.remainingFrom(ids, firstDay);
    return ({ id }) => ({
      standings: standings.get(id),
      days: days.get(id) ?? new Map(),
    });
  }
}

/** Evaluates objectives, and the composite that they make up, if any. */
function evaluateUnit(
  { objectives, composite }: DueUnit,
  rollups: HourRollup[][],
  remembered: (definition: ObjectiveDefinition) => Remembered,
  round: RoundContext,
): Evaluated[] {
  const members = objectives.map((due, index) => ({
    due,
    ...evaluateObjective(
      due,
      rollups[index],
      remembered(due.objective.definition),
      round,
    ),
  }));
  const own = members.map(member => member.evaluated);
  if (!composite) return own;
  return [
    ...own,
    evaluateCompositeObjective(
      composite,
      members,
      remembered(composite.definition),
      round,
    ),
  ];
}
