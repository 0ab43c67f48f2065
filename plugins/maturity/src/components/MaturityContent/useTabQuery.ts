import { useCallback, useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';

/** Which criteria are shown. `unknown` are the open ones: unknown or error. */
export const SHOWN = [
  'all',
  'not-met',
  'unknown',
  'exempt',
  'contradiction',
] as const;

/** One of {@link SHOWN}. */
export type Shown = (typeof SHOWN)[number];

/** What the tab shows, as its address says. */
export interface TabQuery {
  model?: string;
  pillar?: string;
  level?: number;
  /** Id of the criterion that is opened and focused. */
  criterion?: string;
  show: Shown;
  search: string;
}

/** The query in the tab's address: a link opens the same place. */
export interface TabAddress {
  query: TabQuery;
  change: (changes: Partial<TabQuery>) => void;
  /** Address of another place on the tab. */
  hrefTo: (changes: Partial<TabQuery>) => string;
}

/** Reads and writes the tab's address. What it says wrongly is left out. */
export function useTabQuery(): TabAddress {
  const [params, setParams] = useSearchParams();
  const { pathname } = useLocation();
  const query = useMemo(() => parse(params), [params]);
  const change = useCallback(
    (changes: Partial<TabQuery>) =>
      setParams(before => write(before, { ...parse(before), ...changes }), {
        replace: true,
      }),
    [setParams],
  );
  const hrefTo = useCallback(
    (changes: Partial<TabQuery>) => {
      const search = write(params, { ...parse(params), ...changes });
      return `${pathname}?${search}`;
    },
    [params, pathname],
  );
  return useMemo(() => ({ query, change, hrefTo }), [query, change, hrefTo]);
}

function parse(params: URLSearchParams): TabQuery {
  const level = Number(params.get('level'));
  return {
    model: params.get('model') ?? undefined,
    pillar: params.get('pillar') ?? undefined,
    level: Number.isInteger(level) && level > 0 ? level : undefined,
    criterion: params.get('criterion') ?? undefined,
    show: SHOWN.find(each => each === params.get('show')) ?? 'all',
    search: params.get('search') ?? '',
  };
}

function write(before: URLSearchParams, query: TabQuery): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const key of [
    'model',
    'pillar',
    'level',
    'criterion',
    'show',
    'search',
  ] as const) {
    const value = query[key];
    if (!value || value === 'all') after.delete(key);
    else after.set(key, String(value));
  }
  return after;
}
