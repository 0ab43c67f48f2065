import {
  CredentialListItem,
  acknowledgeUntil,
} from '@plumbline/plugin-secret-expiry-common';

/** What of some credentials can be acknowledged, and what cannot. */
export interface Acknowledgeable {
  /** With until when at most, ISO 8601: where the last stage begins. */
  possible: { credential: CredentialListItem; latest: string }[];
  /** Their last stage has begun, somebody did already, or nothing warns of them. */
  impossible: CredentialListItem[];
}

/**
 * Parts credentials by whether somebody can say of them that it is known. What
 * does not warn yet is not kept silent ahead of time; a snooze can be prolonged.
 */
export function acknowledgeable(
  credentials: CredentialListItem[],
  now: Date,
): Acknowledgeable {
  const result: Acknowledgeable = { possible: [], impossible: [] };
  for (const credential of credentials) {
    const latest = acknowledgeUntil(credential, now);
    if (latest && warns(credential)) {
      result.possible.push({ credential, latest });
    } else {
      result.impossible.push(credential);
    }
  }
  return result;
}

function warns({ needsSomeone, acknowledgement }: CredentialListItem): boolean {
  return needsSomeone || acknowledgement?.kind === 'snoozed';
}
