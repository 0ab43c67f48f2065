import {
  SloHistory,
  SloHistoryPoint,
  SloState,
  SloStatus,
} from '@plumbline/plugin-slo-common';
import { slices } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { StatusColumns, statusColumns } from './statusColumns';

/** What must be the same for a stored status to stand without new data. */
export interface StatusBasis {
  state: SloState;
  definitionHash: string;
  /** Epoch seconds. */
  errorAt?: number;
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
  error_at: number | string | null;
}

interface DayRow {
  objective_id: string;
  day: string;
  remaining: number | null;
  compliance: number | null;
  coverage: number;
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
      'error_at',
    );
    return new Map(
      rows.map(row => [
        row.objective_id,
        {
          state: row.state as SloState,
          definitionHash: row.definition_hash,
          errorAt: row.error_at === null ? undefined : Number(row.error_at),
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
        .whereIn('objective_id', ids)
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

  /** Stores statuses and their days. */
  async save(evaluated: EvaluatedStatus[]): Promise<void> {
    await this.#database.transaction(async transaction => {
      for (const some of slices(evaluated.map(toRow))) {
        await transaction('statuses')
          .insert(some)
          .onConflict('objective_id')
          .merge();
      }
      const days = evaluated.flatMap(({ status, days: of }) =>
        of.map(point => ({
          objective_id: status.id,
          day: point.day,
          remaining: point.remainingBudget,
          compliance: point.compliance,
          coverage: point.coverage,
        })),
      );
      for (const some of slices(days)) {
        await transaction('daily_budgets')
          .insert(some)
          .onConflict(['objective_id', 'day'])
          .merge();
      }
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
    error_at: basis.errorAt ?? null,
  };
}

function toPoint(row: DayRow): SloHistoryPoint {
  return {
    day: row.day,
    remainingBudget: row.remaining,
    compliance: row.compliance,
    coverage: row.coverage,
  };
}
