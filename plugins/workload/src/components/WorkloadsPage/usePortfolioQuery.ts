import {
  HEALTH_STATES,
  WORKLOAD_ORDERS,
} from '@plumbline/plugin-workload-common';
import { amongIn, listIn } from '@plumbline/plugin-workload-react';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { WorkloadQuery } from '../../api/WorkloadApi';

const PAGE_SIZES = [20, 50, 100];

/** What of the query the address holds: a link shows the same rows. */
const KEYS = [
  'search',
  'owner',
  'domain',
  'health',
  'orderBy',
  'order',
  'offset',
  'limit',
] as const;

const DEFAULTS: Partial<WorkloadQuery> = { limit: PAGE_SIZES[0], offset: 0 };

/** The portfolio query in the page's address. What the address says wrongly is left out. */
export function usePortfolioQuery() {
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => parse(params), [params]);
  const change = useCallback(
    (changes: Partial<WorkloadQuery>) =>
      setParams(
        before => {
          // Whatever changes the rows leads back to the first page.
          const next: Partial<WorkloadQuery> = {
            ...parse(before),
            offset: 0,
            ...changes,
          };
          const after = new URLSearchParams(before);
          for (const key of KEYS) {
            const value = next[key];
            after.delete(key);
            if (!value || value === DEFAULTS[key]) continue;
            for (const each of [value].flat()) after.append(key, String(each));
          }
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { query, change, pageSizes: PAGE_SIZES };
}

function parse(params: URLSearchParams): WorkloadQuery {
  const text = (key: string) => params.get(key) || undefined;
  const word = <T extends string>(key: string, words: readonly T[]) =>
    words.find(each => each === params.get(key));
  const offset = Number(params.get('offset'));
  const limit = Number(params.get('limit'));
  return {
    search: text('search'),
    owner: listIn(params, 'owner'),
    domain: listIn(params, 'domain'),
    health: amongIn(params, 'health', HEALTH_STATES),
    orderBy: word('orderBy', WORKLOAD_ORDERS),
    order: word('order', ['asc', 'desc'] as const),
    offset: Number.isInteger(offset) && offset > 0 ? offset : 0,
    limit: PAGE_SIZES.includes(limit) ? limit : PAGE_SIZES[0],
  };
}
