import type { StampListFilter } from '@plumbline/plugin-stamp-common';
import type { StampLifecycle } from '@plumbline/plugin-workload-common';
import { refOf } from '@plumbline/plugin-workload-node';
import { StampOrder, StampSort } from '../../store/StampReader';

/** Query parameters as the OpenAPI document lets them through. */
export type Query = Record<string, unknown>;

const DEFAULT_LIMIT = 50;

/**
 * All that the list is filtered by.
 *
 * @throws InputError for a ref that is none.
 */
export function filterOf(query: Query): StampListFilter {
  return {
    text: query.text as string | undefined,
    workload: listOf<string>(query.workload)?.map(ref =>
      refOf(ref, 'workload'),
    ),
    owner: listOf<string>(query.owner)?.map(ref => refOf(ref, 'owner')),
    region: listOf<string>(query.region),
    environment: listOf<string>(query.environment),
    lifecycle: listOf<StampLifecycle>(query.lifecycle),
    drift: listOf(query.drift),
    templateVersion: listOf<string>(query.templateVersion),
    outcome: listOf(query.outcome),
  };
}

/** `sort` and `direction`; by name when absent. */
export function orderOf(query: Query): StampOrder {
  return {
    sort: (query.sort as StampSort | undefined) ?? 'name',
    direction: query.direction === 'desc' ? 'desc' : 'asc',
  };
}

/** `limit` and `offset`. */
export function pagingOf(query: Query): { limit: number; offset: number } {
  return {
    limit: (query.limit as number | undefined) ?? DEFAULT_LIMIT,
    offset: (query.offset as number | undefined) ?? 0,
  };
}

function listOf<T>(value: unknown): T[] | undefined {
  if (value === undefined) return undefined;
  const values = [value].flat() as T[];
  return values.length > 0 ? values : undefined;
}
