import {
  HEALTH_STATES,
  STAMP_COUNTS,
  WORKLOAD_GROUPINGS,
  WORKLOAD_ORDERS,
  WorkloadGrouping,
  WorkloadOrder,
  WorkloadSelection,
} from '@plumbline/plugin-workload-common';
import {
  PAGE_SIZES,
  PageInAddress,
  QueryInAddress,
  amongIn,
  listIn,
  pageIn,
  useQueryInAddress,
  writeQuery,
} from '@plumbline/plugin-workload-react';
import { WorkloadQuery } from '../../api/PortfolioApi';

/** What the page shows; each field has the same name in the address, so that a link shows the same. */
export interface PortfolioView
  extends PageInAddress,
    Omit<WorkloadSelection, 'ref'> {
  orderBy?: WorkloadOrder;
  order?: 'asc' | 'desc';
  groupBy?: WorkloadGrouping;
  /** Those that are shown; the usual ones when absent. */
  columns?: WorkloadOrder[];
}

/** Nothing filtered. */
export const NO_FILTER = {
  search: undefined,
  owner: undefined,
  domain: undefined,
  health: undefined,
  tier: undefined,
  region: undefined,
  stamps: undefined,
  level: undefined,
  budgetBelow: undefined,
  expiresWithin: undefined,
  attention: undefined,
  incident: undefined,
} satisfies Partial<PortfolioView>;

const KEYS = [
  ...(Object.keys(NO_FILTER) as (keyof typeof NO_FILTER)[]),
  'orderBy',
  'order',
  'groupBy',
  'columns',
  'offset',
  'limit',
] as const;

const LEVELS = [0, 1, 2, 3, 4, 5];

/** Whether a view leaves workloads out. */
export function isFiltered(view: PortfolioView): boolean {
  return Object.keys(NO_FILTER).some(
    key => view[key as keyof typeof NO_FILTER] !== undefined,
  );
}

/** What of a view the back end is asked for. */
export function queryOf(view: PortfolioView): WorkloadQuery {
  const { groupBy, columns, ...query } = view;
  return query;
}

/** Which workloads a view lets through. */
export function selectionOf(view: PortfolioView): WorkloadSelection {
  return Object.fromEntries(
    Object.keys(NO_FILTER).map(key => [
      key,
      view[key as keyof typeof NO_FILTER],
    ]),
  );
}

/** The view in the page's address. What the address says wrongly is left out. */
export function usePortfolioView(): QueryInAddress<PortfolioView> {
  return useQueryInAddress(parseView, KEYS);
}

/** The address of a view, below the page's path: `?…`, or nothing. */
export function searchOfView(view: Partial<PortfolioView>): string {
  const params = writeQuery<PortfolioView>(
    new URLSearchParams(),
    { limit: PAGE_SIZES[0], ...view, offset: 0 },
    KEYS,
  );
  return params.size > 0 ? `?${params}` : '';
}

/** What an address says of a view. */
export function parseView(params: URLSearchParams): PortfolioView {
  const flag = (key: string) => params.get(key) === 'true' || undefined;
  const numberIn = (key: string, from: number, to: number) => {
    const text = params.get(key);
    const value = Number(text);
    return text && value >= from && value <= to ? value : undefined;
  };
  return {
    search: params.get('search') || undefined,
    owner: listIn(params, 'owner'),
    domain: listIn(params, 'domain'),
    health: amongIn(params, 'health', HEALTH_STATES),
    tier: listIn(params, 'tier'),
    region: listIn(params, 'region'),
    stamps: amongIn(params, 'stamps', STAMP_COUNTS),
    level: amongIn(params, 'level', LEVELS),
    budgetBelow: numberIn('budgetBelow', -1000, 1),
    expiresWithin: wholeOf(numberIn('expiresWithin', 0, 3650)),
    attention: flag('attention'),
    incident: flag('incident'),
    orderBy: WORKLOAD_ORDERS.find(each => each === params.get('orderBy')),
    order: (['asc', 'desc'] as const).find(
      each => each === params.get('order'),
    ),
    groupBy: WORKLOAD_GROUPINGS.find(each => each === params.get('groupBy')),
    columns: amongIn(params, 'columns', WORKLOAD_ORDERS),
    ...pageIn(params),
  };
}

function wholeOf(value: number | undefined): number | undefined {
  return Number.isInteger(value) ? value : undefined;
}
