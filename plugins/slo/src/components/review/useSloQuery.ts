import {
  ALERT_SEVERITIES,
  BUDGETING_METHODS,
  SLO_GROUPINGS,
  SLO_SORTS,
  SLO_STATES,
  SloGrouping,
  SloListQuery,
} from '@plumbline/plugin-slo-common';
import {
  PageInAddress,
  QueryInAddress,
  amongIn,
  listIn,
  pageIn,
  useQueryInAddress,
} from '@plumbline/plugin-workload-react';

/** What may be wrong between an SLO and its SLA, worst first. */
export const AGREEMENTS = ['error', 'warning'] as const;

/** What the page shows; each field has the same name in the address. */
export type SloQuery = Omit<SloListQuery, 'workload'> &
  PageInAddress & {
    groupBy?: SloGrouping;
    /** Groups that are open, by their refs. */
    open?: string[];
  };

/** Nothing filtered. */
export const NO_FILTER = {
  text: undefined,
  owner: undefined,
  domain: undefined,
  lifecycle: undefined,
  state: undefined,
  alert: undefined,
  agreement: undefined,
  method: undefined,
  changedSince: undefined,
} satisfies Partial<SloQuery>;

const KEYS = [
  ...(Object.keys(NO_FILTER) as (keyof typeof NO_FILTER)[]),
  'sort',
  'direction',
  'groupBy',
  'open',
  'offset',
  'limit',
] as const;

/** Whether a query leaves objectives out. */
export function isFiltered(query: SloQuery): boolean {
  return Object.keys(NO_FILTER).some(
    key => query[key as keyof SloQuery] !== undefined,
  );
}

/** What of a query the back end is asked for where a list is shown. */
export function listQueryOf(query: SloQuery): SloListQuery & PageInAddress {
  const { groupBy, open, ...list } = query;
  return list;
}

/** The query in the page's address. What the address says wrongly is left out. */
export function useSloQuery(): QueryInAddress<SloQuery> {
  return useQueryInAddress(parse, KEYS);
}

function parse(params: URLSearchParams): SloQuery {
  return {
    text: params.get('text') || undefined,
    owner: listIn(params, 'owner'),
    domain: listIn(params, 'domain'),
    lifecycle: listIn(params, 'lifecycle'),
    state: amongIn(params, 'state', SLO_STATES),
    alert: amongIn(params, 'alert', ALERT_SEVERITIES),
    agreement: amongIn(params, 'agreement', AGREEMENTS),
    method: amongIn(params, 'method', BUDGETING_METHODS),
    changedSince: dayIn(params.get('changedSince')),
    sort: SLO_SORTS.find(each => each === params.get('sort')),
    direction: (['asc', 'desc'] as const).find(
      each => each === params.get('direction'),
    ),
    groupBy: SLO_GROUPINGS.find(each => each === params.get('groupBy')),
    open: listIn(params, 'open'),
    ...pageIn(params),
  };
}

function dayIn(written: string | null): string | undefined {
  const isDay =
    written !== null &&
    /^\d{4}-\d{2}-\d{2}$/.test(written) &&
    !Number.isNaN(Date.parse(written));
  return isDay ? written : undefined;
}
