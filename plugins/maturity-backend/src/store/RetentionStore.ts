import { Knex } from 'knex';

/** Times (ISO 8601 in UTC) before which things are forgotten. */
export interface RetentionLimits {
  /** Changes of levels, answers and exemptions that are over. */
  history: string;
  dryRuns: string;
  notices: string;
}

/** Forgets what nothing rests on any more. */
export class RetentionStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Forgets what is older than the limits. Of each level of a workload that is
   * there, the newest change before the limit stays: it tells the level at the
   * limit. So does the newest answer and exemption of each criterion.
   */
  async prune(limits: RetentionLimits): Promise<void> {
    const db = this.#database;
    await db('transitions as t')
      .where('at', '<', limits.history)
      .where(any =>
        any
          .whereExists(
            db('transitions as newer')
              .select(db.raw('1'))
              .whereRaw('newer.workload_ref = t.workload_ref')
              .whereRaw('newer.model_id = t.model_id')
              .whereRaw('newer.pillar_id = t.pillar_id')
              .whereRaw('newer.revision > t.revision')
              .where('newer.at', '<', limits.history),
          )
          .orWhereNotExists(
            db('workloads as w')
              .select(db.raw('1'))
              .whereRaw('w.workload_ref = t.workload_ref'),
          ),
      )
      .delete();
    for (const [table, time] of [
      ['attestations', 'attested_at'],
      ['exemptions', 'requested_at'],
    ]) {
      await db({ old: table })
        .where('expires_at', '<', limits.history)
        .whereExists(
          db({ newer: table })
            .select(db.raw('1'))
            .whereRaw('newer.workload_ref = old.workload_ref')
            .whereRaw('newer.criterion_id = old.criterion_id')
            .whereRaw('newer.?? > old.??', [time, time]),
        )
        .delete();
    }
    await db('dry_runs').where('created_at', '<', limits.dryRuns).delete();
    await db('sent_notices').where('sent_at', '<', limits.notices).delete();
  }
}
