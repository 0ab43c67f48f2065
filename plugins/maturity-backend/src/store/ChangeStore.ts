import { PortfolioChanges } from '@plumbline/plugin-maturity-common';
import { byBytes } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { PlaceScope } from './PortfolioStore';
import { levelsNow, placeColumns } from './TrendStore';
import { whereScope } from './portfolioFilter';
import { TransitionRow, toTransition } from './scorecardRows';

interface Row extends TransitionRow {
  title: string;
  owner_ref: string | null;
  total: number | string | null;
  rose: number | string | null;
  fell: number | string | null;
  returned: number | string | null;
}

/** What became of levels since a time. */
export class ChangeStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * Rises and falls of proven levels after `since`, newest first, in one query;
   * first evaluations are neither. A workload rose or fell when its level now
   * differs from the one at `since`, or from its first one when that is later,
   * whatever was in between.
   *
   * @param since - ISO 8601 in UTC.
   */
  async since(
    scope: PlaceScope,
    since: string,
    paging: { limit: number; offset: number },
  ): Promise<PortfolioChanges> {
    const db = this.#database;
    const recent = db('transitions as t')
      .join('workloads as w', 'w.workload_ref', 't.workload_ref')
      .join(
        levelsNow(db, scope).as('now'),
        'now.workload_ref',
        't.workload_ref',
      )
      .where(qualified('t', placeColumns(scope)))
      .where('t.at', '>', since)
      .select('t.*', 'w.title', 'w.owner_ref', { proven_now: 'now.proven' })
      .rowNumber('nth', order =>
        order
          .partitionBy('t.workload_ref')
          .orderBy([{ column: 't.at' }, { column: 't.revision' }]),
      )
      .select(
        db.raw(
          'max(case when t.from_proven <> t.to_proven then 1 else 0 end) over (partition by t.workload_ref) as moved',
        ),
      );
    whereScope(recent, scope);
    const isChange = 'from_proven <> to_proven';
    const counted = db('recent').select(
      db.raw(`sum(case when ${isChange} then 1 else 0 end) as total`),
      // The first one since then tells what the level was before it, if there was any.
      db.raw(
        'sum(case when nth = 1 and coalesce(from_proven, to_proven) < proven_now then 1 else 0 end) as rose',
      ),
      db.raw(
        'sum(case when nth = 1 and coalesce(from_proven, to_proven) > proven_now then 1 else 0 end) as fell',
      ),
      db.raw(
        'sum(case when nth = 1 and moved = 1 and coalesce(from_proven, to_proven) = proven_now then 1 else 0 end) as returned',
      ),
    );
    const newestFirst = `at desc, ${byBytes(
      db,
      'workload_ref',
    )}, revision desc`;
    const rows: Row[] = await db
      .withMaterialized('recent', recent)
      .with(
        'page',
        db('recent')
          .whereRaw(isChange)
          .orderByRaw(newestFirst)
          .limit(paging.limit)
          .offset(paging.offset),
      )
      .from(counted.as('counted'))
      .joinRaw('left join page on true')
      .select('counted.*', 'page.*')
      .orderByRaw(newestFirst);
    const [{ total, rose, fell, returned }] = rows;
    return {
      items: rows
        .filter(row => row.workload_ref !== null)
        .map(row => ({
          ...toTransition(row),
          workloadRef: row.workload_ref,
          title: row.title,
          ownerRef: row.owner_ref ?? undefined,
        })),
      total: Number(total),
      rose: Number(rose),
      fell: Number(fell),
      returned: Number(returned),
    };
  }
}

function qualified(alias: string, columns: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [`${alias}.${name}`, value]),
  );
}
