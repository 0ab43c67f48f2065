import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import {
  PlanRequest,
  StampListFilter,
  StampListQuery,
} from '@plumbline/plugin-stamp-common';
import { PluginClient, WorkloadName } from '@plumbline/plugin-workload-react';
import { StampApi } from './StampApi';

/** {@link StampApi} over HTTP. */
export class StampClient extends PluginClient implements StampApi {
  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    super('stamp', apis);
  }

  async plan(request: PlanRequest) {
    return this.post<Got<'plan'>>('/plans', request);
  }

  async getStamps({ namespace, name }: WorkloadName) {
    const path = [namespace, name].map(encodeURIComponent).join('/');
    return this.get<Got<'getStamps'>>(`/workloads/${path}/stamps`);
  }

  async listStamps(query: StampListQuery) {
    return this.get<Got<'listStamps'>>('/stamps', { ...query });
  }

  async downloadStamps(
    query: StampListFilter & Pick<StampListQuery, 'sort' | 'direction'>,
    onProgress?: (bytes: number) => void,
  ) {
    return this.getBlob('/stamps/csv', { ...query }, onProgress);
  }

  async getPermissions() {
    return this.get<Got<'getPermissions'>>('/permissions');
  }
}

type Got<Method extends keyof StampApi> = Awaited<ReturnType<StampApi[Method]>>;
