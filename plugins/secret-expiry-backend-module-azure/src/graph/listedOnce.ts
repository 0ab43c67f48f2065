import { GraphApplication, GraphCredential } from './GraphReader';

const HEX_OF_20_BYTES = /^[0-9a-f]{40}$/i;

/** A password or certificate of an application. Times are ISO 8601, UTC, with milliseconds. */
export interface ApplicationCredential {
  kind: 'client-secret' | 'certificate';
  keyId: string;
  created?: string;
  expires?: string;
  /** Of a certificate, where it is told: SHA-1 of the whole in lower-case hex. */
  thumbprint?: string;
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
  { keyId, customKeyIdentifier, startDateTime, endDateTime }: GraphCredential,
): ApplicationCredential {
  return {
    kind,
    keyId,
    created: isoOf(startDateTime),
    expires: isoOf(endDateTime),
    ...(kind === 'certificate' && {
      thumbprint: thumbprintOf(customKeyIdentifier),
    }),
  };
}

/**
 * Unless somebody chose another, the identifier is the certificate's thumbprint:
 * 20 bytes, in hex or in Base64, or the Base64 of that hex. Others tell nothing.
 */
function thumbprintOf(
  identifier: string | null | undefined,
): string | undefined {
  if (!identifier) return undefined;
  if (HEX_OF_20_BYTES.test(identifier)) return identifier.toLowerCase();
  const bytes = Buffer.from(identifier, 'base64');
  if (bytes.length === 20) return bytes.toString('hex');
  const text = bytes.toString('latin1');
  return HEX_OF_20_BYTES.test(text) ? text.toLowerCase() : undefined;
}

function isoOf(time: string | null | undefined): string | undefined {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
