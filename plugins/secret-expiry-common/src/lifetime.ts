import { Credential } from './credential';

/** The fields of a credential that decide its state. */
export type CredentialDates = Pick<
  Credential,
  | 'created'
  | 'notBefore'
  | 'expires'
  | 'rotation'
  | 'rotatesBefore'
  | 'renewsAt'
  | 'status'
>;

/** ISO 8601, when a version of a credential begins: `notBefore`, or else `created`. */
export function beginsAt({
  created,
  notBefore,
}: Pick<Credential, 'created' | 'notBefore'>): string {
  return notBefore ?? created;
}

/**
 * Lifetime in milliseconds, from `notBefore` or else `created` to `expires`;
 * `undefined` without an expiry date.
 */
export function lifetimeMs(
  dates: Pick<Credential, 'created' | 'notBefore' | 'expires'>,
): number | undefined {
  if (dates.expires === undefined) return undefined;
  return Date.parse(dates.expires) - Date.parse(beginsAt(dates));
}
