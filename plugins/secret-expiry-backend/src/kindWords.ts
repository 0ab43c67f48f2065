import { CredentialKind } from '@plumbline/plugin-secret-expiry-common';

/** What people call each kind, at the beginning of a sentence. */
export const KIND_WORDS: Record<CredentialKind, string> = {
  secret: 'Secret',
  key: 'Key',
  certificate: 'Certificate',
  'client-secret': 'Client secret',
  'tls-endpoint': 'TLS endpoint',
};
