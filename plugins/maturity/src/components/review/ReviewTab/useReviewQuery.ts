import {
  CRITERION_STATES,
  PORTFOLIO_ORDERS,
  PortfolioFilter,
  PortfolioOrder,
} from '@plumbline/plugin-maturity-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** States that the review filters by. */
export const FILTER_STATES = [...CRITERION_STATES, 'contradiction'] as const;

/** Rows per page that the reader chooses from. */
export const PAGE_SIZES = [20, 50, 100];

/** What the review shows. */
export interface ReviewQuery extends PortfolioFilter {
  sort?: PortfolioOrder;
  direction?: 'asc' | 'desc';
  offset: number;
  limit: number;
  /** `7`, `30` or `90` days, or an ISO day; the last visit when absent. */
  since?: string;
}

/** Name of each field in the address. */
const PARAMS = {
  modelId: 'model',
  pillarId: 'pillar',
  owners: 'owner',
  domains: 'domain',
  lifecycles: 'lifecycle',
  levels: 'level',
  states: 'state',
  strategyId: 'strategy',
  text: 'text',
  sort: 'sort',
  direction: 'direction',
  offset: 'offset',
  limit: 'limit',
  since: 'since',
} satisfies Record<keyof ReviewQuery, string>;

/** What lies in the address of the review: a link shows the same rows. */
export interface ReviewQueryState {
  query: ReviewQuery;
  /** Whatever changes the rows leads back to the first page. */
  change: (changes: Partial<ReviewQuery>) => void;
}

/**
 * The query in the page's address. What the address says wrongly is left out.
 *
 * @param modelIds - those in force, in the order of the configuration.
 */
export function useReviewQuery(modelIds: string[]): ReviewQueryState {
  const [params, setParams] = useSearchParams();
  const known = modelIds.join('\n');
  const query = useMemo(
    () => parse(params, known.split('\n')),
    [params, known],
  );
  const change = useCallback(
    (changes: Partial<ReviewQuery>) =>
      setParams(
        before =>
          write(before, {
            ...parse(before, known.split('\n')),
            offset: 0,
            ...changes,
          }),
        { replace: true },
      ),
    [setParams, known],
  );
  return { query, change };
}

/** The part of a query that chooses workloads, for routes that page on their own. */
export function filterOf(query: ReviewQuery): PortfolioFilter {
  const { sort, direction, offset, limit, since, ...filter } = query;
  return filter;
}

function parse(params: URLSearchParams, modelIds: string[]): ReviewQuery {
  const text = (key: keyof ReviewQuery) => params.get(PARAMS[key]) || undefined;
  const list = (key: keyof ReviewQuery) => {
    const values = params.getAll(PARAMS[key]).filter(Boolean);
    return values.length > 0 ? values : undefined;
  };
  const offset = Number(params.get('offset'));
  const limit = Number(params.get('limit'));
  const levels = list('levels')?.map(Number).filter(Number.isInteger);
  const states = FILTER_STATES.filter(state => list('states')?.includes(state));
  return {
    modelId: modelIds.find(id => id === params.get('model')) ?? modelIds[0],
    pillarId: text('pillarId'),
    owners: list('owners'),
    domains: list('domains'),
    lifecycles: list('lifecycles'),
    levels: levels?.length ? levels : undefined,
    states: states.length > 0 ? states : undefined,
    strategyId: text('strategyId'),
    text: text('text'),
    sort: parseOrder(params.get('sort')),
    direction: (['asc', 'desc'] as const).find(
      each => each === params.get('direction'),
    ),
    offset: Number.isInteger(offset) && offset > 0 ? offset : 0,
    limit: PAGE_SIZES.includes(limit) ? limit : PAGE_SIZES[0],
    since: text('since'),
  };
}

function parseOrder(value: string | null): PortfolioOrder | undefined {
  if (value?.startsWith('pillar:')) return value as PortfolioOrder;
  return PORTFOLIO_ORDERS.find(each => each === value);
}

function write(before: URLSearchParams, query: ReviewQuery): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [key, name] of Object.entries(PARAMS)) {
    after.delete(name);
    const value = query[key as keyof ReviewQuery];
    if (value === undefined || value === '' || value === 0) continue;
    if (key === 'limit' && value === PAGE_SIZES[0]) continue;
    for (const each of [value].flat()) after.append(name, String(each));
  }
  return after;
}
