import { Knex } from 'knex';
import { WorkloadScope } from './portfolioFilter';

// Workloads are counted for each combination of owner, domain and lifecycle;
// one that has none of a kind counts under the empty text. Rows with `*` hold
// sums, so that whatever a list is filtered by, its sum is over few rows.

/** Stands for every owner, domain or lifecycle. */
export const EVERY = '*';

/** The columns that tell one group of workloads from another. */
export const GROUP_COLUMNS = ['owner_ref', 'domain_ref', 'lifecycle'] as const;

/** One of {@link GROUP_COLUMNS}. */
export type GroupColumn = (typeof GROUP_COLUMNS)[number];

/** Which columns the sums keep apart, besides the groups themselves. */
export const SUMS: GroupColumn[][] = [
  ['domain_ref', 'lifecycle'],
  ['domain_ref'],
  ['lifecycle'],
  [],
];

/** The columns of a query's group, for `workloads` as `w`. */
export function groupOfWorkload(database: Knex) {
  return GROUP_COLUMNS.map(column =>
    database.raw(`coalesce(??, '') as ??`, [`w.${column}`, column]),
  );
}

/** Narrows a query to the rows whose sum is over the workloads that a filter lets through. */
export function whereGroups(
  query: Knex.QueryBuilder,
  { owners, domains, lifecycles }: Omit<WorkloadScope, 'text'>,
) {
  if (owners) query.whereIn('owner_ref', owners);
  else query.where('owner_ref', EVERY);
  for (const [column, values] of [
    ['domain_ref', domains],
    ['lifecycle', lifecycles],
  ] as const) {
    if (values) query.whereIn(column, values);
    // No sums are kept for one owner: there are few groups of one.
    else if (!owners) query.where(column, EVERY);
  }
}

/**
 * The rows of a query with {@link GROUP_COLUMNS}, and their {@link SUMS}.
 *
 * @param table - a query's name.
 * @param others - columns that are kept apart always.
 * @param summed - the column that is summed.
 */
export function withSums(
  database: Knex,
  table: string,
  others: string[],
  summed: string,
): Knex.QueryBuilder {
  const query = database(table).select(...GROUP_COLUMNS, ...others, summed);
  for (const kept of SUMS) {
    query.unionAll(
      database(table)
        .select(
          ...GROUP_COLUMNS.map(column =>
            kept.includes(column)
              ? column
              : database.raw('? as ??', [EVERY, column]),
          ),
          ...others,
        )
        .sum({ [summed]: summed })
        .groupBy(...kept, ...others),
    );
  }
  return query;
}
