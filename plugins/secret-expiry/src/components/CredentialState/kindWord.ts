import { CredentialKind } from '@plumbline/plugin-secret-expiry-common';

/** Key of a kind's word in the translations. */
export const KIND_WORDS = {
  secret: 'kind.secret',
  key: 'kind.key',
  certificate: 'kind.certificate',
  'client-secret': 'kind.clientSecret',
  'tls-endpoint': 'kind.tlsEndpoint',
} as const satisfies Record<CredentialKind, string>;
