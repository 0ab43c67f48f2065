import { Credential } from './credential';

/** The fields of a credential that decide its state. */
export type CredentialDates = Pick<
  Credential,
  'created' | 'notBefore' | 'expires' | 'rotation' | 'rotatesBefore'
>;

/**
 * Lifetime in milliseconds, from `notBefore` or else `created` to `expires`;
 * `undefined` without an expiry date.
 */
export function lifetimeMs(dates: CredentialDates): number | undefined {
  if (dates.expires === undefined) return undefined;
  const begins = dates.notBefore ?? dates.created;
  return Date.parse(dates.expires) - Date.parse(begins);
}
