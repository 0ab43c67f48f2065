import {
  ALERT_SEVERITIES,
  BUDGETING_METHODS,
  SLO_SORTS,
  SLO_STATES,
  SloListQuery,
} from '@plumbline/plugin-slo-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Rows per page that the reader chooses from. */
export const PAGE_SIZES = [20, 50, 100];

/** What may be wrong between an SLO and its SLA, worst first. */
export const AGREEMENTS = ['error', 'warning'] as const;

/** What the page shows; each field has the same name in the address. */
export type SloQuery = SloListQuery & { offset: number; limit: number };

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
} satisfies Partial<SloQuery>;

const KEYS = [
  ...Object.keys(NO_FILTER),
  'sort',
  'direction',
  'offset',
  'limit',
] as (keyof SloQuery)[];

/** Whether a query leaves objectives out. */
export function isFiltered(query: SloQuery): boolean {
  return Object.keys(NO_FILTER).some(
    key => query[key as keyof SloQuery] !== undefined,
  );
}

/** What lies in the address of the page: a link shows the same rows. */
export interface SloQueryState {
  query: SloQuery;
  /** Whatever changes the rows leads back to the first page. */
  change: (changes: Partial<SloQuery>) => void;
}

/** The query in the page's address. What the address says wrongly is left out. */
export function useSloQuery(): SloQueryState {
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => parse(params), [params]);
  const change = useCallback(
    (changes: Partial<SloQuery>) =>
      setParams(
        before => write(before, { ...parse(before), offset: 0, ...changes }),
        { replace: true },
      ),
    [setParams],
  );
  return { query, change };
}

function parse(params: URLSearchParams): SloQuery {
  const list = (key: keyof SloQuery) => {
    const values = params.getAll(key).filter(Boolean);
    return values.length > 0 ? values : undefined;
  };
  const among = <T extends string>(key: keyof SloQuery, all: readonly T[]) => {
    const values = all.filter(each => params.getAll(key).includes(each));
    return values.length > 0 ? values : undefined;
  };
  const offset = Number(params.get('offset'));
  const limit = Number(params.get('limit'));
  return {
    text: params.get('text') || undefined,
    owner: list('owner'),
    domain: list('domain'),
    lifecycle: list('lifecycle'),
    state: among('state', SLO_STATES),
    alert: among('alert', ALERT_SEVERITIES),
    agreement: among('agreement', AGREEMENTS),
    method: among('method', BUDGETING_METHODS),
    sort: SLO_SORTS.find(each => each === params.get('sort')),
    direction: (['asc', 'desc'] as const).find(
      each => each === params.get('direction'),
    ),
    offset: Number.isInteger(offset) && offset > 0 ? offset : 0,
    limit: PAGE_SIZES.includes(limit) ? limit : PAGE_SIZES[0],
  };
}

function write(before: URLSearchParams, query: SloQuery): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const key of KEYS) {
    after.delete(key);
    const value = query[key];
    if (value === undefined || value === '' || value === 0) continue;
    if (key === 'limit' && value === PAGE_SIZES[0]) continue;
    for (const each of [value].flat()) after.append(key, String(each));
  }
  return after;
}
