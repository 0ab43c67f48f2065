import { DateTime, Duration } from 'luxon';
import { Credential, CredentialKind } from './credential';
import { beginsAt } from './lifetime';
import { DAY_MS } from './stages';

/** What is asked of credentials. */
export interface ExpiryPolicy {
  /** ISO 8601 durations, such as `P1Y` or `P398D`; `undefined` where a kind may live for ever. */
  maxLifetime: Record<CredentialKind, string | undefined>;
}

/**
 * A year for what is passed around, two for keys, which never leave their
 * vault, and for certificates the 398 days that browsers take at most (public
 * authorities issue for less and less of it).
 */
export const DEFAULT_EXPIRY_POLICY: ExpiryPolicy = {
  maxLifetime: {
    secret: 'P1Y',
    key: 'P2Y',
    certificate: 'P398D',
    'client-secret': 'P1Y',
    'tls-endpoint': 'P398D',
  },
};

/**
 * How much longer than the policy a credential may live before it is a finding.
 * People choose a day and sources stamp a moment, so that a year often ends on
 * the evening of its last day.
 */
export const POLICY_LEEWAY_MS = DAY_MS;

/** Whether a text is a duration that a policy can ask for: ISO 8601, above 0. */
export function isMaxLifetime(text: string): boolean {
  return addedTo(0, text) !== undefined;
}

/**
 * Until when the policy lets a version of a credential live, in milliseconds
 * since 1970, leeway included; `undefined` where it has no say. Years and
 * months count by the calendar, in UTC. Intermediates are their authority's
 * business, so no policy is about them.
 */
export function allowedUntil(
  credential: Pick<Credential, 'kind' | 'created' | 'notBefore' | 'chainPlace'>,
  policy: ExpiryPolicy,
): number | undefined {
  const longest = policy.maxLifetime[credential.kind];
  if (longest === undefined || credential.chainPlace === 'intermediate') {
    return undefined;
  }
  const end = addedTo(Date.parse(beginsAt(credential)), longest);
  return end === undefined ? undefined : end + POLICY_LEEWAY_MS;
}

function addedTo(start: number, iso: string): number | undefined {
  const duration = Duration.fromISO(iso);
  if (!duration.isValid) return undefined;
  const from = DateTime.fromMillis(start, { zone: 'utc' });
  const end = from.plus(duration);
  return end.isValid && end > from ? end.toMillis() : undefined;
}
