import { GraphApplication, GraphCredential } from './GraphReader';

/** A password or certificate of an application. Times are ISO 8601, UTC, with milliseconds. */
export interface ApplicationCredential {
  kind: 'client-secret' | 'certificate';
  keyId: string;
  created?: string;
  expires?: string;
}

/**
 * What an application has, each once. A certificate that signs SAML tokens is
 * there as one key to sign, one to verify and one password with the ID of the
 * first: the keys share their thumbprint.
 */
export function listedOnce({
  passwordCredentials,
  keyCredentials,
}: GraphApplication): ApplicationCredential[] {
  const byThumbprint = new Map<string, GraphCredential>();
  for (const key of keyCredentials) {
    const thumbprint = `${key.customKeyIdentifier ?? key.keyId}|${
      key.endDateTime
    }`;
    // Of the two always the same, in whatever order they come.
    const other = byThumbprint.get(thumbprint);
    if (!other || key.keyId < other.keyId) byThumbprint.set(thumbprint, key);
  }
  const keyIds = new Set(keyCredentials.map(({ keyId }) => keyId));
  return [
    ...[...byThumbprint.values()].map(key => credentialOf('certificate', key)),
    ...passwordCredentials
      .filter(({ keyId }) => !keyIds.has(keyId))
      .map(password => credentialOf('client-secret', password)),
  ];
}

function credentialOf(
  kind: ApplicationCredential['kind'],
  { keyId, startDateTime, endDateTime }: GraphCredential,
): ApplicationCredential {
  return {
    kind,
    keyId,
    created: isoOf(startDateTime),
    expires: isoOf(endDateTime),
  };
}

function isoOf(time: string | null | undefined): string | undefined {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
