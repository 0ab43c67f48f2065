import {
  DEFAULT_OBJECTIVE,
  HealthHistory,
  ObjectiveStanding,
  maintenanceOf,
  standingOf,
  timeHealthy,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { modelsInForce } from '../../store/modelsInForce';
import { HistoryOf, HistoryStore, Stretch } from '../../store/HistoryStore';
import { windowsInPortal } from '../../store/MaintenanceStore';
import { WorkloadStore } from '../../store/WorkloadStore';
import { notFound } from '../notFound';

const DAY_MS = 86_400_000;

/** Tells how health went, and holds it against the objective. */
export class HistoryReader {
  readonly #database: Knex;
  readonly #history: HistoryStore;
  readonly #workloads: WorkloadStore;

  constructor(options: {
    database: Knex;
    history: HistoryStore;
    workloads: WorkloadStore;
  }) {
    this.#database = options.database;
    this.#history = options.history;
    this.#workloads = options.workloads;
  }

  /**
   * Changes of one node or of all, with the states of the node or the workload.
   *
   * @throws NotFoundError where there is no such workload.
   */
  async read(
    of: HistoryOf,
    stretch: Stretch,
    page: { limit: number; offset: number },
    now: Date,
  ): Promise<HealthHistory> {
    const { workloadRef, entityRef = workloadRef } = of;
    const known = await this.#workloads.read([workloadRef]);
    if (!known.has(workloadRef)) throw notFound(workloadRef);
    const [standing, changes, states, keptSince] = await Promise.all([
      this.#standing(workloadRef, entityRef, now),
      this.#history.changes(of, stretch, page),
      this.#history.states(workloadRef, entityRef, stretch),
      this.#history.keptSince(workloadRef),
    ]);
    return { ...stretch, ...changes, states, standing, keptSince };
  }

  /** How long a node was healthy within the objective's window. */
  async #standing(
    workloadRef: string,
    entityRef: string,
    now: Date,
  ): Promise<ObjectiveStanding> {
    const [models, announced] = await Promise.all([
      modelsInForce(this.#database, [workloadRef]),
      windowsInPortal(this.#database, [workloadRef]),
    ]);
    const model = models.get(workloadRef)!;
    const objective = model.objective ?? DEFAULT_OBJECTIVE;
    const window = {
      from: now.getTime() - objective.days * DAY_MS,
      to: now.getTime(),
    };
    const states = await this.#history.states(workloadRef, entityRef, {
      from: new Date(window.from).toISOString(),
      to: now.toISOString(),
    });
    const maintenance = maintenanceOf(
      [...model.maintenance, ...(announced.get(workloadRef) ?? [])],
      window,
      entityRef,
    );
    return standingOf(timeHealthy(states, window, maintenance), objective);
  }
}
