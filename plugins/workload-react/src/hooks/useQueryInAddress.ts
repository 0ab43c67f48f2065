import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Rows per page that the reader chooses from. */
export const PAGE_SIZES = [20, 50, 100];

/** Which rows of a list are shown. */
export interface PageInAddress {
  offset: number;
  limit: number;
}

/** A query that lies in the address of a page, so that a link shows the same rows. */
export interface QueryInAddress<Query extends PageInAddress> {
  query: Query;
  /** Whatever changes the rows leads back to the first page. */
  change: (changes: Partial<Query>) => void;
}

/**
 * The query in the page's address.
 *
 * @param parse - leaves out what the address says wrongly.
 * @param keys - all fields of a query; each has the same name in the address.
 */
export function useQueryInAddress<Query extends PageInAddress>(
  parse: (params: URLSearchParams) => Query,
  keys: readonly (keyof Query & string)[],
): QueryInAddress<Query> {
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => parse(params), [parse, params]);
  const change = useCallback(
    (changes: Partial<Query>) =>
      setParams(
        before =>
          writeQuery(before, { ...parse(before), offset: 0, ...changes }, keys),
        { replace: true },
      ),
    [setParams, parse, keys],
  );
  return { query, change };
}

/** The values of a field that is there any number of times. */
export function listIn(
  params: URLSearchParams,
  key: string,
): string[] | undefined {
  return nonEmpty(params.getAll(key).filter(Boolean));
}

/** Those of all possible values that a field has. */
export function amongIn<T extends string | number>(
  params: URLSearchParams,
  key: string,
  all: readonly T[],
): T[] | undefined {
  return nonEmpty(
    all.filter(each => params.getAll(key).includes(String(each))),
  );
}

/** Which rows are asked for: the first ones unless the address says otherwise. */
export function pageIn(params: URLSearchParams): PageInAddress {
  const offset = Number(params.get('offset'));
  const limit = Number(params.get('limit'));
  return {
    offset: Number.isInteger(offset) && offset > 0 ? offset : 0,
    limit: PAGE_SIZES.includes(limit) ? limit : PAGE_SIZES[0],
  };
}

/** An address that says a query, and besides what it said before. */
export function writeQuery<Query extends PageInAddress>(
  before: URLSearchParams,
  query: Query,
  keys: readonly (keyof Query & string)[],
): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const key of keys) {
    after.delete(key);
    const value: unknown = query[key];
    if (value === undefined || value === '' || value === 0) continue;
    if (key === 'limit' && value === PAGE_SIZES[0]) continue;
    for (const each of [value].flat()) after.append(key, String(each));
  }
  return after;
}

function nonEmpty<T>(values: T[]): T[] | undefined {
  return values.length > 0 ? values : undefined;
}
