import {
  ATTENTION_NOW,
  StampCount,
  WorkloadOrder,
  WorkloadSelection,
} from '@plumbline/plugin-workload-common';
import { anyOf, byBytes, wordPatterns } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/** Urgency of an open incident: users are hurt now, and everyone shall see it first. */
export const INCIDENT_URGENCY = 95;

/** Urgency of a row of `workloads` as `w`, an open incident taken into account. */
export const URGENCY = `case when w.incident_sort is not null and w.urgency < ${INCIDENT_URGENCY} then ${INCIDENT_URGENCY} else w.urgency end`;

/** Words begin with the title in lower case; more of them would make what is sorted wide. */
const TITLE = 'substr(w.search_text, 1, 60)';

/** What orders rows of `workloads` as `w`. */
const PLACES: Record<WorkloadOrder, string> = {
  urgency: URGENCY,
  title: TITLE,
  health: 'w.health_rank',
  maturity: 'w.maturity_sort',
  slo: 'w.slo_sort',
  'secret-expiry': 'w.secret_expiry_sort',
  stamps: 'w.stamp_count',
  regions: 'w.region_count',
  incident: 'w.incident_sort',
  owner: 'w.owner_ref',
  domain: 'w.domain_ref',
  tier: 'w.tier',
};

const TEXTS: WorkloadOrder[] = ['title', 'owner', 'domain', 'tier'];

const STAMPS: Record<StampCount, [string, string, number]> = {
  none: ['w.stamp_count', '=', 0],
  one: ['w.stamp_count', '=', 1],
  several: ['w.stamp_count', '>', 1],
};

/** In which order workloads are listed. */
export interface WorkloadSort {
  orderBy: WorkloadOrder;
  order: 'asc' | 'desc';
}

/** What `inOrder` sorts by. */
export const sortColumns = (db: Knex, { orderBy }: WorkloadSort) => ({
  workload_ref: 'w.workload_ref',
  place: db.raw(PLACES[orderBy]),
  // Ties go from a to z, those that need someone first.
  tie: db.raw(orderBy === 'urgency' ? 'coalesce(w.incident_sort, 9e18)' : '0'),
  title: db.raw(TITLE),
});

/** Sorts by {@link sortColumns}. Those without a value come last either way. */
export function inOrder<Q extends Knex.QueryBuilder>(
  query: Q,
  db: Knex,
  { orderBy, order }: WorkloadSort,
  of: string,
): Q {
  const place = TEXTS.includes(orderBy)
    ? byBytes(db, `${of}.place`)
    : db.raw('??', [`${of}.place`]).toQuery();
  query
    .orderByRaw(`${place} ${order === 'desc' ? 'desc' : 'asc'} nulls last`)
    .orderBy(`${of}.tie`)
    .orderByRaw(byBytes(db, `${of}.title`))
    .orderBy(`${of}.workload_ref`);
  return query;
}

/** Narrows rows of `workloads` as `w` to a selection. */
export function whereSelected(
  query: Knex.QueryBuilder,
  db: Knex,
  selection: WorkloadSelection,
): void {
  const among = (column: string, values?: (string | number)[]) => {
    if (values) query.where(anyOf(db, column, values));
  };
  among('w.workload_ref', selection.ref);
  among('w.owner_ref', selection.owner);
  among('w.domain_ref', selection.domain);
  among('w.health', selection.health);
  among('w.tier', selection.tier);
  among('w.maturity_sort', selection.level);
  const { region, stamps, budgetBelow, expiresWithin } = selection;
  if (region) {
    query.where(any => {
      for (const each of region) {
        any.orWhereRaw(`' ' || w.regions || ' ' like ? escape '\\'`, [
          containing(` ${each} `),
        ]);
      }
    });
  }
  if (stamps) {
    query.where(any => {
      for (const each of stamps) any.orWhere(...STAMPS[each]);
    });
  }
  if (budgetBelow !== undefined) query.where('w.slo_sort', '<', budgetBelow);
  if (expiresWithin !== undefined) {
    query.where('w.secret_expiry_sort', '<=', expiresWithin);
  }
  if (selection.attention) query.whereRaw(`${URGENCY} >= ?`, [ATTENTION_NOW]);
  if (selection.incident) query.whereNotNull('w.incident_sort');
  for (const pattern of wordPatterns(selection.search)) {
    query.whereRaw(`w.search_text like ? escape '\\'`, [pattern]);
  }
}

/** A pattern of `like` for what contains these characters as they are. */
function containing(characters: string): string {
  return `%${characters.replace(/[\\%_]/g, '\\$&')}%`;
}
