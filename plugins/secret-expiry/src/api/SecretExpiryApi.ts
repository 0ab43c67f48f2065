import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  CredentialsPage,
  CredentialsQuery,
} from '@plumbline/plugin-secret-expiry-common';

/** What the pages read of the secret-expiry back end. */
export interface SecretExpiryApi {
  /**
   * A page of credentials with the status of the places that list them.
   *
   * @throws ResponseError when the back end refuses or fails.
   */
  getCredentials(query: CredentialsQuery): Promise<CredentialsPage>;
}

/** Ref of {@link SecretExpiryApi}. */
export const secretExpiryApiRef = createApiRef<SecretExpiryApi>().with({
  id: 'plugin.secret-expiry',
  pluginId: 'secret-expiry',
});
