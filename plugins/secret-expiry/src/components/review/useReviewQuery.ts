import {
  CREDENTIAL_KINDS,
  CREDENTIAL_ORDERS,
  CREDENTIAL_STATES,
  CredentialOrder,
  CredentialsFilter,
  DAY_MS,
  FINDING_CODES,
  STAGE_COUNT,
} from '@plumbline/plugin-secret-expiry-common';
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

/** How far ahead an address may ask: a hundred years. */
const FARTHEST_DAYS = 36_500;

/** Stages that the list can be filtered by: 1 to the last. */
export const STAGES = Array.from({ length: STAGE_COUNT }, (_, i) => i + 1);

/**
 * What the page shows; each field has the same name in the address. Dates are
 * days or a number of days ahead, so that a link means the same tomorrow.
 */
export interface ReviewQuery
  extends PageInAddress,
    Omit<CredentialsFilter, 'expiresFrom' | 'expiresBefore'> {
  /** Those that expire in so many days from now. */
  within?: number;
  /** The first and the last day of expiry, UTC, `2026-11-27`. */
  from?: string;
  to?: string;
  orderBy?: CredentialOrder;
}

/** What of the page's query chooses credentials by where they are and whose. */
export const NO_SCOPE = {
  text: undefined,
  owner: undefined,
  workloadRef: undefined,
  entityRef: undefined,
  stamp: undefined,
  kind: undefined,
  stage: undefined,
  sourceId: undefined,
} satisfies Partial<ReviewQuery>;

/** What of it chooses them by how they are: what the counts at the top filter by. */
export const NO_JUDGEMENT = {
  state: undefined,
  finding: undefined,
  needsSomeone: undefined,
  acknowledged: undefined,
  within: undefined,
  from: undefined,
  to: undefined,
} satisfies Partial<ReviewQuery>;

/** Nothing filtered. */
export const NO_FILTER = { ...NO_SCOPE, ...NO_JUDGEMENT };

const KEYS = [
  ...(Object.keys(NO_FILTER) as (keyof typeof NO_FILTER)[]),
  'orderBy',
  'offset',
  'limit',
] as const;

/** Whether a query leaves credentials out. */
export function isFiltered(query: ReviewQuery): boolean {
  return Object.keys(NO_FILTER).some(
    key => query[key as keyof ReviewQuery] !== undefined,
  );
}

/**
 * What to ask the back end for.
 *
 * @param now - where days ahead are counted from.
 */
export function filterOf(query: ReviewQuery, now: Date): CredentialsFilter {
  const { within, from, to, orderBy, offset, limit, ...filter } = query;
  if (within !== undefined) {
    return {
      ...filter,
      expiresFrom: now.toISOString(),
      expiresBefore: new Date(now.getTime() + within * DAY_MS).toISOString(),
    };
  }
  return {
    ...filter,
    expiresFrom: from && new Date(from).toISOString(),
    expiresBefore: to && new Date(Date.parse(to) + DAY_MS).toISOString(),
  };
}

/** The part of a query that chooses credentials by where they are and whose. */
export function scopeOf(query: ReviewQuery): CredentialsFilter {
  return Object.fromEntries(
    Object.keys(NO_SCOPE).map(key => [key, query[key as keyof ReviewQuery]]),
  );
}

/** The query in the page's address. What the address says wrongly is left out. */
export function useReviewQuery(): QueryInAddress<ReviewQuery> {
  return useQueryInAddress(parse, KEYS);
}

/** The address of the list for a query, below the page's path. */
export function searchOfQuery(query: Partial<ReviewQuery>): string {
  const params = writeQuery<ReviewQuery>(
    new URLSearchParams(),
    { offset: 0, limit: PAGE_SIZES[0], ...query },
    KEYS,
  );
  return params.size > 0 ? `?${params}` : '';
}

function parse(params: URLSearchParams): ReviewQuery {
  const flag = (key: keyof ReviewQuery) =>
    ({ true: true, false: false }[params.get(key) ?? '']);
  const within = Number(params.get('within'));
  return {
    text: params.get('text') || undefined,
    owner: listIn(params, 'owner'),
    workloadRef: listIn(params, 'workloadRef'),
    entityRef: listIn(params, 'entityRef'),
    stamp: listIn(params, 'stamp'),
    kind: amongIn(params, 'kind', CREDENTIAL_KINDS),
    stage: amongIn(params, 'stage', STAGES),
    sourceId: listIn(params, 'sourceId'),
    state: amongIn(params, 'state', CREDENTIAL_STATES),
    finding: amongIn(params, 'finding', FINDING_CODES),
    needsSomeone: flag('needsSomeone'),
    acknowledged: flag('acknowledged'),
    within:
      Number.isInteger(within) && within > 0 && within <= FARTHEST_DAYS
        ? within
        : undefined,
    from: dayIn(params.get('from')),
    to: dayIn(params.get('to')),
    orderBy: CREDENTIAL_ORDERS.find(each => each === params.get('orderBy')),
    ...pageIn(params),
  };
}

function dayIn(value: string | null): string | undefined {
  const isDay = value && /^\d{4}-\d\d-\d\d$/.test(value);
  return isDay && !Number.isNaN(Date.parse(value)) ? value : undefined;
}
