import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import {
  CredentialsFilter,
  CredentialsQuery,
  FeedInput,
  FeedsQuery,
  NewAcknowledgement,
  PlacesQuery,
} from '@plumbline/plugin-secret-expiry-common';
import { PluginClient, WorkloadName } from '@plumbline/plugin-workload-react';
import { SecretExpiryApi } from './SecretExpiryApi';

/** {@link SecretExpiryApi} over HTTP. */
export class SecretExpiryClient
  extends PluginClient
  implements SecretExpiryApi
{
  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    super('secret-expiry', apis);
  }

  async getPermissions() {
    return this.get<Got<'getPermissions'>>('/permissions');
  }

  async getCredentials(query: CredentialsQuery) {
    return this.get<Got<'getCredentials'>>('/credentials', { ...query });
  }

  async getCounts(filter: CredentialsFilter) {
    return this.get<Got<'getCounts'>>('/credentials/counts', {
      ...filterOf(filter),
    });
  }

  async getFilters() {
    return this.get<Got<'getFilters'>>('/credentials/filters');
  }

  async getCalendar(filter: CredentialsFilter) {
    return this.get<Got<'getCalendar'>>('/credentials/calendar', {
      ...filterOf(filter),
    });
  }

  async downloadCredentials(
    query: CredentialsQuery,
    onProgress?: (bytes: number) => void,
  ) {
    const { orderBy } = query;
    return this.getBlob(
      '/credentials/csv',
      { ...filterOf(query), orderBy },
      onProgress,
    );
  }

  async getCredential(id: string) {
    return this.get<Got<'getCredential'>>(
      `/credentials/${encodeURIComponent(id)}`,
    );
  }

  async getWorkload({ namespace, name }: WorkloadName) {
    return this.get<Got<'getWorkload'>>(
      `/workloads/${encodeURIComponent(namespace)}/${encodeURIComponent(
        name,
      )}/overview`,
    );
  }

  async acknowledge(input: NewAcknowledgement) {
    return this.post<Got<'acknowledge'>>('/acknowledgements', input);
  }

  async takeBack(acknowledgementId: string) {
    await this.delete(
      `/acknowledgements/${encodeURIComponent(acknowledgementId)}`,
    );
  }

  async getPlaces(query: PlacesQuery) {
    return this.get<Got<'getPlaces'>>('/places', { ...query });
  }

  async getSources() {
    return this.get<Got<'getSources'>>('/sources');
  }

  async scan(sourceId: string) {
    await this.post(`/sources/${encodeURIComponent(sourceId)}/scan`, {});
  }

  async getFeeds(query: FeedsQuery = {}) {
    return this.get<Got<'getFeeds'>>('/feeds', { ...query });
  }

  async createFeed(input: FeedInput) {
    return this.post<Got<'createFeed'>>('/feeds', input);
  }

  async revokeFeed(id: string) {
    await this.delete(`/feeds/${encodeURIComponent(id)}`);
  }
}

type Got<Method extends keyof SecretExpiryApi> = Awaited<
  ReturnType<SecretExpiryApi[Method]>
>;

/** A query without order and page, which the other routes do not know. */
function filterOf(query: CredentialsQuery): CredentialsFilter {
  const { limit, offset, orderBy, ...filter } = query;
  return filter;
}
