import {
  CredentialKind,
  CredentialState,
  FindingCode,
} from '@plumbline/plugin-secret-expiry-common';

// Numbers in `list_rows`. They are stored: never give one another meaning.

/** Kinds, in the order of lists by kind. */
export const KIND_CODES: Record<CredentialKind, number> = {
  secret: 0,
  key: 1,
  certificate: 2,
  'client-secret': 3,
  'tls-endpoint': 4,
};

/** States. */
export const STATE_CODES: Record<CredentialState, number> = {
  expired: 0,
  'rotation-overdue': 1,
  expiring: 2,
  unknown: 3,
  'no-expiry': 4,
  ok: 5,
  inactive: 6,
};

/** One bit for each finding, so that a row can have several. */
export const FINDING_BITS: Record<FindingCode, number> = {
  'no-expiry': 1,
  'lifetime-above-policy': 2,
  'no-rotation': 4,
  'password-where-identity': 8,
  superseded: 16,
  'not-yet-valid': 32,
};

const DAY_MS = 86_400_000;

/** Days from 1 January 1970 to a time, in UTC. */
export function dayNumber(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}

/** The day of a {@link dayNumber}, such as `2026-11-21`. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
