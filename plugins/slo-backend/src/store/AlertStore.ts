import {
  AlertSeverity,
  AlertStanding,
  AlertState,
  AlertTransition,
  NewTransition,
} from '@plumbline/plugin-slo-common';
import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** How an alert stands, as it is stored. */
export interface StoredStanding extends AlertStanding {
  severity: AlertSeverity;
  /** How often it was written. */
  revision: number;
}

/** An alert whose standing changed, with its change of state if there is one. */
export interface StandingChange {
  objectiveId: string;
  workloadRef: string;
  ruleId: string;
  severity: AlertSeverity;
  standing: AlertStanding;
  /** What was read before; absent when there was nothing. */
  before?: StoredStanding;
  transition?: NewTransition;
}

/** A change of an alert's state with the workload that it is about. */
export interface WorkloadTransition extends AlertTransition {
  workloadRef: string;
}

interface AlertRow {
  objective_id: string;
  rule_id: string;
  state: string;
  since: string;
  clear_since: string | null;
  severity: string;
  revision: number;
}

interface TransitionRow {
  id: number;
  objective_id: string;
  workload_ref: string;
  rule_id: string;
  name: string;
  severity: string;
  at: string;
  from_state: string;
  to_state: string;
  value: number | null;
  reason: string;
}

/** How alerts stand and every change of their states. */
export class AlertStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Standings by objective id and rule id; an alert that never left `inactive` has none. */
  async standings(
    objectiveIds: string[],
  ): Promise<Map<string, Map<string, StoredStanding>>> {
    const found = new Map<string, Map<string, StoredStanding>>();
    for (const ids of slices(objectiveIds)) {
      const rows = await this.#database<AlertRow>('alerts')
        .select()
        .where(anyOf(this.#database, 'objective_id', ids));
      for (const row of rows) {
        const of =
          found.get(row.objective_id) ?? new Map<string, StoredStanding>();
        of.set(row.rule_id, {
          state: row.state as AlertState,
          since: row.since,
          clearSince: row.clear_since ?? undefined,
          severity: row.severity as AlertSeverity,
          revision: row.revision,
        });
        found.set(row.objective_id, of);
      }
    }
    return found;
  }

  /**
   * Stores changed standings and records their transitions, all or nothing. Of
   * two writers that read the same, one stores, so that no transition is
   * recorded twice.
   *
   * @returns the transitions that were recorded now, in order.
   */
  async save(changes: StandingChange[]): Promise<WorkloadTransition[]> {
    if (changes.length === 0) return [];
    // One order for all writers, so that two of them never wait for each other.
    const sorted = [...changes].sort(
      (a, b) =>
        compare(a.objectiveId, b.objectiveId) || compare(a.ruleId, b.ruleId),
    );
    return this.#database.transaction(async transaction => {
      const written = await bulkWrite(
        transaction,
        'alerts',
        sorted.map(toRow),
        {
          key: ['objective_id', 'rule_id'],
          where: 'alerts.revision = excluded.revision - 1',
          returning: ['objective_id', 'rule_id'],
        },
      );
      const won = new Set(
        written.map(row => `${row.objective_id} ${row.rule_id}`),
      );
      const transitions = sorted.flatMap(change =>
        change.transition && won.has(`${change.objectiveId} ${change.ruleId}`)
          ? [{ ...change, transition: change.transition }]
          : [],
      );
      const recorded: WorkloadTransition[] = [];
      for (const some of slices(transitions)) {
        const rows = await transaction<TransitionRow>('alert_transitions')
          .insert(some.map(toTransitionRow))
          .returning('*');
        recorded.push(...rows.map(toTransition));
      }
      return recorded.sort((a, b) => a.id - b.id);
    });
  }

  /** Transitions of a workload since a time (ISO 8601), newest first. */
  async ofWorkload(
    workloadRef: string,
    since: string,
    limit: number,
  ): Promise<WorkloadTransition[]> {
    const rows = await this.#database<TransitionRow>('alert_transitions')
      .select()
      .where('workload_ref', workloadRef)
      .andWhere('at', '>=', since)
      .orderBy('id', 'desc')
      .limit(limit);
    return rows.map(toTransition);
  }

  /** Transitions of objectives between two times (ISO 8601, the second one is not in it), oldest first. */
  async between(
    objectiveIds: string[],
    from: string,
    to: string,
  ): Promise<WorkloadTransition[]> {
    const found: WorkloadTransition[] = [];
    for (const ids of slices(objectiveIds)) {
      const rows = await this.#database<TransitionRow>('alert_transitions')
        .select()
        .where(anyOf(this.#database, 'objective_id', ids))
        .andWhere('at', '>=', from)
        .andWhere('at', '<', to)
        .orderBy('id');
      found.push(...rows.map(toTransition));
    }
    return found;
  }

  /**
   * Ends the alerts of objectives that are declared no more, and forgets how
   * they stood; their history stays.
   *
   * @param present - ids of the objectives that there are.
   * @returns the transitions that were recorded now.
   */
  async end(
    present: ReadonlySet<string>,
    now: Date,
  ): Promise<WorkloadTransition[]> {
    const ids: { objective_id: string }[] = await this.#database(
      'alerts',
    ).distinct('objective_id');
    const gone = ids
      .map(row => row.objective_id)
      .filter(id => !present.has(id));
    if (gone.length === 0) return [];
    const standings = await this.standings(gone);
    const changes: StandingChange[] = [];
    for (const [objectiveId, of] of standings) {
      for (const [ruleId, before] of of) {
        if (before.state === 'inactive') continue;
        const last = await this.#last(objectiveId, ruleId);
        if (!last) continue;
        const { workloadRef, name, severity } = last;
        const at = now.toISOString();
        changes.push({
          objectiveId,
          workloadRef,
          ruleId,
          severity,
          standing: { state: 'inactive', since: at },
          before,
          transition: {
            ruleId,
            name,
            severity,
            at,
            from: before.state,
            to: 'inactive',
            value: null,
            reason: 'Its objective is declared no more.',
          },
        });
      }
    }
    const transitions = await this.save(changes);
    for (const some of slices(gone)) {
      await this.#database('alerts').whereIn('objective_id', some).delete();
    }
    return transitions;
  }

  /** The transition that brought an alert where it is. */
  async #last(
    objectiveId: string,
    ruleId: string,
  ): Promise<WorkloadTransition | undefined> {
    const row = await this.#database<TransitionRow>('alert_transitions')
      .select()
      .where({ objective_id: objectiveId, rule_id: ruleId })
      .orderBy('id', 'desc')
      .first();
    return row && toTransition(row);
  }

  /** Forgets transitions from before a time (ISO 8601). */
  async prune(before: string): Promise<void> {
    await this.#database('alert_transitions').where('at', '<', before).delete();
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function toRow(change: StandingChange): AlertRow {
  const { standing, before } = change;
  return {
    objective_id: change.objectiveId,
    rule_id: change.ruleId,
    state: standing.state,
    since: standing.since,
    clear_since: standing.clearSince ?? null,
    severity: change.severity,
    revision: (before?.revision ?? 0) + 1,
  };
}

function toTransitionRow(
  change: StandingChange & { transition: NewTransition },
): Omit<TransitionRow, 'id'> {
  const { transition } = change;
  return {
    objective_id: change.objectiveId,
    workload_ref: change.workloadRef,
    rule_id: transition.ruleId,
    name: transition.name,
    severity: transition.severity,
    at: transition.at,
    from_state: transition.from,
    to_state: transition.to,
    value: transition.value,
    reason: transition.reason,
  };
}

function toTransition(row: TransitionRow): WorkloadTransition {
  return {
    id: row.id,
    objectiveId: row.objective_id,
    workloadRef: row.workload_ref,
    ruleId: row.rule_id,
    name: row.name,
    severity: row.severity as AlertSeverity,
    at: row.at,
    from: row.from_state as AlertState,
    to: row.to_state as AlertState,
    value: row.value,
    reason: row.reason,
  };
}
