import {
  AlertSeverity,
  BudgetingMethod,
  SloSort,
  SloState,
} from '@plumbline/plugin-slo-common';
import { refOf } from '@plumbline/plugin-workload-node';
import { SloListFilter, SloListOrder } from '../../store/SloListStore';

/** Query parameters as the OpenAPI document lets them through. */
export type Query = Record<string, unknown>;

const DEFAULT_LIMIT = 50;

/**
 * All that a list is filtered by.
 *
 * @throws InputError for a ref that is none.
 */
export function filterOf(query: Query): SloListFilter {
  return {
    text: query.text as string | undefined,
    owners: listOf<string>(query.owner)?.map(ref => refOf(ref, 'owner')),
    domains: listOf<string>(query.domain)?.map(ref => refOf(ref, 'domain')),
    lifecycles: listOf<string>(query.lifecycle),
    states: listOf<SloState>(query.state),
    alerts: listOf<AlertSeverity>(query.alert),
    agreements: listOf<'error' | 'warning'>(query.agreement),
    methods: listOf<BudgetingMethod>(query.method),
  };
}

/** `sort` and `direction`; the most urgent first when absent. */
export function orderOf(query: Query): SloListOrder {
  return {
    sort: (query.sort as SloSort | undefined) ?? 'urgency',
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
