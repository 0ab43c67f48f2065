import { anyOf } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';

/**
 * What of all credentials somebody may read: everything, or what some owners
 * own: their workloads', and those they are to renew. Every query of a list
 * takes one, so that no route can forget it.
 */
export type Scope =
  | 'all'
  | {
      /** Full refs of the caller and their groups. */
      ownerRefs: string[];
    };

/**
 * Narrows rows of `credentials` to what somebody may read.
 *
 * @param of - what `credentials` and their `workloads` are called in the query.
 */
export function narrowTo(
  scope: Scope,
  database: Knex,
  of: { credentials: string; workloads: string },
): (query: Knex.QueryBuilder) => void {
  return query => {
    if (scope === 'all') return;
    const { ownerRefs } = scope;
    query.where(either =>
      either
        .where(anyOf(database, `${of.credentials}.responsible_ref`, ownerRefs))
        .orWhere(anyOf(database, `${of.workloads}.owner_ref`, ownerRefs)),
    );
  };
}
