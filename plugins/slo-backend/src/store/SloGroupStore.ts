import {
  ALERT_SEVERITIES,
  SLO_STATES,
  SloGroup,
  SloGroupPage,
  SloGrouping,
} from '@plumbline/plugin-slo-common';
import { byBytes } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { SloListFilter, countOfEach, countsIn, selected } from './sloSelection';

const KEY_COLUMNS: Record<SloGrouping, string> = {
  workload: 's.workload_ref',
  owner: 'w.owner_ref',
};

interface GroupRow extends Record<string, unknown> {
  /** `null` for those of nobody. */
  key: string | null;
  /** `null` on a page past the end, which is one row for its total. */
  count: number | string | null;
  workloads: number | string;
  budget: number | null;
  alert: number | null;
  title: string | null;
  owner_ref: string | null;
  total: number | string;
}

/** Puts objectives of all workloads together by what they have in common. */
export class SloGroupStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /**
   * A page of groups of what a filter lets through, by the most urgent
   * objective of each; the total is right past the last page too. One query,
   * which looks at each objective once.
   */
  async page(
    filter: SloListFilter,
    groupBy: SloGrouping,
    paging: { limit: number; offset: number },
  ): Promise<SloGroupPage> {
    const db = this.#database;
    const key = KEY_COLUMNS[groupBy];
    const found = selected(db, filter)
      .select({ key })
      .select(
        db.raw('count(*) as count'),
        db.raw('count(distinct s.workload_ref) as workloads'),
        db.raw('min(s.severity) as urgency'),
        db.raw('min(s.remaining) as budget'),
        db.raw('min(s.alert) as alert'),
        // The place of a state among all is its severity.
        ...countOfEach(db, 'state', 's.severity', SLO_STATES),
      )
      .groupBy(key);
    const rows: GroupRow[] = await inOrder(
      db
        .withMaterialized('found', found)
        .with(
          'page',
          inOrder(db('found').select('*'), db, 'found')
            .limit(paging.limit)
            .offset(paging.offset),
        )
        .select('counted.total', 'page.*', 'w.title', 'w.owner_ref')
        .from(db('found').count({ total: '*' }).as('counted'))
        .joinRaw('left join page on true')
        // An owner is no workload, so that nothing is found for it.
        .leftJoin('workloads as w', 'w.workload_ref', 'page.key'),
      db,
      'page',
    );
    return {
      items: rows.filter(({ count }) => count !== null).map(toGroup(groupBy)),
      total: Number(rows[0].total),
    };
  }
}

function inOrder<Q extends Knex.QueryBuilder>(query: Q, db: Knex, of: string) {
  query
    .orderBy(`${of}.urgency`)
    .orderByRaw(`${of}.budget nulls last`)
    .orderByRaw(`${byBytes(db, `${of}.key`)} nulls last`);
  return query;
}

function toGroup(groupBy: SloGrouping): (row: GroupRow) => SloGroup {
  return row => ({
    ref: row.key ?? undefined,
    ...(groupBy === 'workload' && {
      title: row.title ?? row.key ?? undefined,
      ownerRef: row.owner_ref ?? undefined,
    }),
    count: Number(row.count),
    workloads: Number(row.workloads),
    states: countsIn(row, 'state', SLO_STATES),
    leastBudget: row.budget,
    alert: row.alert === null ? undefined : ALERT_SEVERITIES[row.alert],
  });
}
