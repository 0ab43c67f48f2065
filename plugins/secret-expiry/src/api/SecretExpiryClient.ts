import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import {
  CredentialsPage,
  CredentialsQuery,
} from '@plumbline/plugin-secret-expiry-common';
import { PluginClient } from '@plumbline/plugin-workload-react';
import { SecretExpiryApi } from './SecretExpiryApi';

/** {@link SecretExpiryApi} over HTTP. */
export class SecretExpiryClient
  extends PluginClient
  implements SecretExpiryApi
{
  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    super('secret-expiry', apis);
  }

  async getCredentials(query: CredentialsQuery): Promise<CredentialsPage> {
    return this.get('/credentials', { ...query });
  }
}
