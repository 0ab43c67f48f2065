import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { CredentialSource } from './CredentialSource';

/** Where modules add sources of credentials. */
export interface CredentialSourcesExtensionPoint {
  /** @throws Error when a source with the same id was added before. */
  addSource(source: CredentialSource): void;
}

/** Extension point of the secret-expiry back end for sources of credentials. */
export const credentialSourcesExtensionPoint =
  createExtensionPoint<CredentialSourcesExtensionPoint>({
    id: 'secret-expiry.sources',
  });
