import { InputError } from '@backstage/errors';
import {
  CredentialOrder,
  CredentialsFilter,
} from '@plumbline/plugin-secret-expiry-common';
import { refOf, timeOf } from '@plumbline/plugin-workload-node';

/** Query parameters, or a body, as the OpenAPI document lets them through. */
export type Input = Record<string, unknown>;

const DEFAULT_LIMIT = 50;
/** How many days apart `expiresFrom` and `expiresBefore` may be for a calendar. */
export const MOST_CALENDAR_DAYS = 400;
const DAY_MS = 86_400_000;

/**
 * What of all credentials is meant, with full refs and times in UTC.
 *
 * @throws InputError naming the parameter.
 */
export function filterOf(input: Input): CredentialsFilter {
  const refs = (name: string) =>
    listOf<string>(input[name])?.map(ref => refOf(ref, name));
  const time = (name: string) =>
    input[name] === undefined ? undefined : timeOf(String(input[name]), name);
  const filter: CredentialsFilter = {
    workloadRef: refs('workloadRef'),
    text: input.text as string | undefined,
    owner: refs('owner'),
    entityRef: refs('entityRef'),
    stamp: listOf<string>(input.stamp)?.map(ref =>
      ref === 'none' ? ref : refOf(ref, 'stamp'),
    ),
    kind: listOf(input.kind),
    state: listOf(input.state),
    stage: listOf(input.stage),
    finding: listOf(input.finding),
    sourceId: listOf(input.sourceId),
    needsSomeone: input.needsSomeone as boolean | undefined,
    acknowledged: input.acknowledged as boolean | undefined,
    expiresFrom: time('expiresFrom'),
    expiresBefore: time('expiresBefore'),
  };
  // So that a stored filter holds what was asked for and nothing else.
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined),
  );
}

/** `orderBy`; who needs someone first when absent. */
export function orderOf(input: Input): CredentialOrder {
  return (input.orderBy as CredentialOrder | undefined) ?? 'urgency';
}

/** `limit` and `offset`. */
export function pagingOf(input: Input): { limit: number; offset: number } {
  return {
    limit: (input.limit as number | undefined) ?? DEFAULT_LIMIT,
    offset: (input.offset as number | undefined) ?? 0,
  };
}

/**
 * The same filter with a time from which on and one before which; the next
 * {@link MOST_CALENDAR_DAYS} days from today on when both are absent.
 *
 * @throws InputError when they are too far apart.
 */
export function withinCalendar(
  filter: CredentialsFilter,
  now: Date,
): CredentialsFilter & { expiresFrom: string; expiresBefore: string } {
  const today = `${now.toISOString().slice(0, 10)}T00:00:00.000Z`;
  const from = filter.expiresFrom ?? today;
  const before =
    filter.expiresBefore ??
    new Date(Date.parse(from) + MOST_CALENDAR_DAYS * DAY_MS).toISOString();
  const span = Date.parse(before) - Date.parse(from);
  if (span <= 0 || span > MOST_CALENDAR_DAYS * DAY_MS) {
    throw new InputError(
      `expiresBefore: expected a time after 'expiresFrom', at most ${MOST_CALENDAR_DAYS} days`,
    );
  }
  return { ...filter, expiresFrom: from, expiresBefore: before };
}

/** Values of a parameter that may come several times. */
export function listOf<T>(value: unknown): T[] | undefined {
  if (value === undefined) return undefined;
  const values = [value].flat() as T[];
  return values.length > 0 ? values : undefined;
}
