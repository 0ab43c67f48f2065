import {
  SloHistory,
  SloHistoryPoint,
  SloState,
  SloStatus,
} from '@plumbline/plugin-slo-common';
import { anyOf, bulkWrite, slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { StatusColumns, statusColumns } from './statusColumns';

/** What must be the same for a stored status to stand without new data. */
export interface StatusBasis {
  state: SloState;
  definitionHash: string;
  /** Which change of its series it is up to; absent for a composite. */
  changes?: number;
  /** Says which maintenance is taken out; absent without any. */
  exclusionsKey?: string;
}

/** An evaluated objective, ready to be stored. */
export interface EvaluatedStatus {
  status: SloStatus;
  basis: StatusBasis;
  /** The days that were evaluated anew. */
  days: SloHistoryPoint[];
}

interface StatusRow extends StatusColumns {
  objective_id: string;
  workload_ref: string;
  status: string;
  definition_hash: string;
  changes: number | null;
  exclusions_key: string | null;
}

interface DayRow {
  objective_id: string;
  day: string;
  remaining: number | null;
  compliance: number | null;
  coverage: number;
  spent: number | null;
}

/** Evaluated statuses and their daily history: what pages read. */
export class StatusStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** By objective id, what each stored status was made of. */
  async bases(): Promise<Map<string, StatusBasis>> {
    const rows = await this.#database<StatusRow>('statuses').select(
      'objective_id',
      'state',
      'definition_hash',
      'changes',
      'exclusions_key',
    );
    return new Map(
      rows.map(row => [
        row.objective_id,
        {
          state: row.state as SloState,
          definitionHash: row.definition_hash,
          changes: row.changes ?? undefined,
          exclusionsKey: row.exclusions_key ?? undefined,
        },
      ]),
    );
  }

  /** Daily points by objective id, from `day` on, oldest first. */
  async daysFrom(
    objectiveIds: string[],
    day: string,
  ): Promise<Map<string, SloHistoryPoint[]>> {
    const days = new Map<string, SloHistoryPoint[]>();
    for (const ids of slices(objectiveIds)) {
      const rows = await this.#database<DayRow>('daily_budgets')
        .select()
        .where(anyOf(this.#database, 'objective_id', ids))
        .andWhere('day', '>=', day)
        .orderBy('day');
      for (const row of rows) {
        const of = days.get(row.objective_id) ?? [];
        of.push(toPoint(row));
        days.set(row.objective_id, of);
      }
    }
    return days;
  }

  /** Remaining budget by day from `day` on, by objective id; in no order. */
  async remainingFrom(
    objectiveIds: string[],
    day: string,
  ): Promise<Map<string, Map<string, number | null>>> {
    const found = new Map<string, Map<string, number | null>>();
    for (const ids of slices(objectiveIds)) {
      const rows = await this.#database<DayRow>('daily_budgets')
        .select('objective_id', 'day', 'remaining')
        .where(anyOf(this.#database, 'objective_id', ids))
        .andWhere('day', '>=', day);
      for (const row of rows) {
        const of = found.get(row.objective_id) ?? new Map();
        of.set(row.day, row.remaining);
        found.set(row.objective_id, of);
      }
    }
    return found;
  }

  /** Stores statuses and their days. */
  async save(evaluated: EvaluatedStatus[]): Promise<void> {
    // One order for all writers, so that two of them never wait for each other.
    const sorted = [...evaluated].sort((a, b) =>
      a.status.id < b.status.id ? -1 : 1,
    );
    await this.#database.transaction(async transaction => {
      await bulkWrite(transaction, 'statuses', sorted.map(toRow), {
        key: ['objective_id'],
      });
      const days = sorted.flatMap(({ status, days: of }) =>
        of.map(
          (point): DayRow => ({
            objective_id: status.id,
            day: point.day,
            remaining: point.remainingBudget,
            compliance: point.compliance,
            coverage: point.coverage,
            spent: point.spent ?? null,
          }),
        ),
      );
      await bulkWrite(transaction, 'daily_budgets', days, {
        key: ['objective_id', 'day'],
      });
    });
  }

  /** Statuses of workloads by workload ref, worst first. */
  async ofWorkloads(workloadRefs: string[]): Promise<Map<string, SloStatus[]>> {
    const statuses = new Map<string, SloStatus[]>();
    for (const refs of slices(workloadRefs)) {
      const rows = await this.#database<StatusRow>('statuses')
        .select('workload_ref', 'status')
        .whereIn('workload_ref', refs)
        .orderBy([
          { column: 'severity' },
          { column: 'remaining' },
          { column: 'objective_id' },
        ]);
      for (const row of rows) {
        const of = statuses.get(row.workload_ref) ?? [];
        of.push(JSON.parse(row.status));
        statuses.set(row.workload_ref, of);
      }
    }
    return statuses;
  }

  /** Daily points of one objective from `day` on, oldest first; `undefined` for an objective that is not known. */
  async history(
    objectiveId: string,
    day: string,
  ): Promise<SloHistoryPoint[] | undefined> {
    const known = await this.#database<StatusRow>('statuses')
      .select('objective_id')
      .where('objective_id', objectiveId)
      .first();
    if (!known) return undefined;
    const days = await this.daysFrom([objectiveId], day);
    return days.get(objectiveId) ?? [];
  }

  /** Daily points of every objective of a workload from `day` on, ordered by objective and day. */
  async historiesOf(workloadRef: string, day: string): Promise<SloHistory[]> {
    const rows = await this.#database<StatusRow>('statuses')
      .select('objective_id')
      .where('workload_ref', workloadRef)
      .orderBy('objective_id');
    const ids = rows.map(row => row.objective_id);
    const days = await this.daysFrom(ids, day);
    return ids.map(id => ({ id, points: days.get(id) ?? [] }));
  }

  /** Forgets statuses and days of objectives that are declared no more. */
  async remove(objectiveIds: string[]): Promise<void> {
    for (const ids of slices(objectiveIds)) {
      await this.#database('statuses').whereIn('objective_id', ids).delete();
      await this.#database('daily_budgets')
        .whereIn('objective_id', ids)
        .delete();
    }
  }

  /** Forgets days from before `day`. */
  async prune(day: string): Promise<void> {
    await this.#database('daily_budgets').where('day', '<', day).delete();
  }
}

function toRow({ status, basis }: EvaluatedStatus): StatusRow {
  return {
    objective_id: status.id,
    workload_ref: status.workloadRef,
    ...statusColumns(status),
    status: JSON.stringify(status),
    definition_hash: basis.definitionHash,
    changes: basis.changes ?? null,
    exclusions_key: basis.exclusionsKey ?? null,
  };
}

function toPoint(row: DayRow): SloHistoryPoint {
  return {
    day: row.day,
    remainingBudget: row.remaining,
    compliance: row.compliance,
    coverage: row.coverage,
    spent: row.spent,
  };
}
