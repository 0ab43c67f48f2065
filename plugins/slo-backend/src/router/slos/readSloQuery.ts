import {
  AlertSeverity,
  BudgetingMethod,
  NO_OWNER,
  SloSort,
  SloState,
} from '@plumbline/plugin-slo-common';
import { refOf, timeOf, workloadRefOf } from '@plumbline/plugin-workload-node';
import { SloListOrder } from '../../store/SloListStore';
import { SloListFilter } from '../../store/sloSelection';

/** Query parameters as the OpenAPI document lets them through. */
export type Query = Record<string, unknown>;

const DEFAULT_LIMIT = 50;

/**
 * All that a list is filtered by.
 *
 * @throws InputError for a ref or a day that is none.
 */
export function filterOf(query: Query): SloListFilter {
  return {
    text: query.text as string | undefined,
    workloads: listOf<string>(query.workload)?.map(ref =>
      workloadRefOf(ref, 'workload'),
    ),
    owners: listOf<string>(query.owner)?.map(ref =>
      ref === NO_OWNER ? ref : refOf(ref, 'owner'),
    ),
    domains: listOf<string>(query.domain)?.map(ref => refOf(ref, 'domain')),
    lifecycles: listOf<string>(query.lifecycle),
    states: listOf<SloState>(query.state),
    alerts: listOf<AlertSeverity>(query.alert),
    agreements: listOf<'error' | 'warning'>(query.agreement),
    methods: listOf<BudgetingMethod>(query.method),
    changedSince: dayOf(query.changedSince, 'changedSince'),
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

function dayOf(written: unknown, place: string): string | undefined {
  if (written === undefined) return undefined;
  return timeOf(String(written), place).slice(0, 10);
}

function listOf<T>(value: unknown): T[] | undefined {
  if (value === undefined) return undefined;
  const values = [value].flat() as T[];
  return values.length > 0 ? values : undefined;
}
