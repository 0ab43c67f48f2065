import { Exclusion, TimeSpan } from '@plumbline/plugin-slo-common';
import { Knex } from 'knex';
import { toIso } from './time';

/** What is stored of an exclusion before it has an id. */
export type ExclusionToAdd = Pick<
  Exclusion,
  'workloadRef' | 'objectiveIds' | 'from' | 'to' | 'reason' | 'createdBy'
>;

interface ExclusionRow {
  id: number;
  workload_ref: string;
  objective_ids: string;
  // PostgreSQL gives 64-bit integers as text.
  from_at: number | string;
  to_at: number | string;
  reason: string;
  created_by: string;
  created_at: string;
  revoked_by: string | null;
  revoked_at: string | null;
}

/** An exclusion that counts, for evaluation. */
export interface ExclusionInForce {
  id: number;
  workloadRef: string;
  /** Empty: all of the workload. */
  objectiveIds: string[];
  /** Epoch seconds. */
  span: TimeSpan;
  reason: string;
}

/** Planned maintenance, which counts for nothing. Nothing is deleted: what was taken back stays on record. */
export class ExclusionStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Adds an exclusion; the next round evaluates its objectives anew. */
  async add(exclusion: ExclusionToAdd, now: Date): Promise<Exclusion> {
    const seconds = (iso: string) => Math.floor(Date.parse(iso) / 1_000);
    const [row] = await this.#database<ExclusionRow>('exclusions')
      .insert({
        workload_ref: exclusion.workloadRef,
        objective_ids: JSON.stringify(exclusion.objectiveIds),
        from_at: seconds(exclusion.from),
        to_at: seconds(exclusion.to),
        reason: exclusion.reason,
        created_by: exclusion.createdBy,
        created_at: now.toISOString(),
      })
      .returning('*');
    return toExclusion(row);
  }

  /** One exclusion; `undefined` when there is none of this id. */
  async get(id: number): Promise<Exclusion | undefined> {
    const row = await this.#database<ExclusionRow>('exclusions')
      .select()
      .where({ id })
      .first();
    return row && toExclusion(row);
  }

  /**
   * Takes an exclusion back; it counts no more from the next round on.
   *
   * @returns whether it was in force until now.
   */
  async revoke(id: number, by: string, now: Date): Promise<boolean> {
    const updated = await this.#database<ExclusionRow>('exclusions')
      .where({ id })
      .whereNull('revoked_at')
      .update({ revoked_by: by, revoked_at: now.toISOString() });
    return updated > 0;
  }

  /** Every exclusion of a workload, also those taken back; newest first. */
  async ofWorkload(workloadRef: string): Promise<Exclusion[]> {
    const rows = await this.#database<ExclusionRow>('exclusions')
      .select()
      .where('workload_ref', workloadRef)
      .orderBy([
        { column: 'from_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
    return rows.map(toExclusion);
  }

  /** Those that count and end after `from` (epoch seconds), by workload ref, in order of time. */
  async inForce(from: number): Promise<Map<string, ExclusionInForce[]>> {
    const rows = await this.#database<ExclusionRow>('exclusions')
      .select()
      .whereNull('revoked_at')
      .andWhere('to_at', '>', from)
      .orderBy(['from_at', 'id']);
    const found = new Map<string, ExclusionInForce[]>();
    for (const row of rows) {
      const of = found.get(row.workload_ref) ?? [];
      of.push({
        id: row.id,
        workloadRef: row.workload_ref,
        objectiveIds: JSON.parse(row.objective_ids),
        span: [Number(row.from_at), Number(row.to_at)],
        reason: row.reason,
      });
      found.set(row.workload_ref, of);
    }
    return found;
  }
}

/** Those of a workload's exclusions that take time out of one objective. */
export function exclusionsOf(
  exclusions: ExclusionInForce[] | undefined,
  objectiveId: string,
): ExclusionInForce[] {
  return (exclusions ?? []).filter(
    ({ objectiveIds }) =>
      objectiveIds.length === 0 || objectiveIds.includes(objectiveId),
  );
}

function toExclusion(row: ExclusionRow): Exclusion {
  return {
    id: row.id,
    workloadRef: row.workload_ref,
    objectiveIds: JSON.parse(row.objective_ids),
    from: toIso(Number(row.from_at)),
    to: toIso(Number(row.to_at)),
    reason: row.reason,
    createdBy: row.created_by,
    createdAt: row.created_at,
    revokedAt: row.revoked_at ?? undefined,
    revokedBy: row.revoked_by ?? undefined,
  };
}
