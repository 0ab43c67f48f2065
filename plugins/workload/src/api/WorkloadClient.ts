import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import {
  WorkloadFilters,
  WorkloadMap,
  WorkloadOverview,
  WorkloadPage,
} from '@plumbline/plugin-workload-common';
import { PluginClient, WorkloadName } from '@plumbline/plugin-workload-react';
import { WorkloadApi, WorkloadQuery } from './WorkloadApi';

/** {@link WorkloadApi} over HTTP. */
export class WorkloadClient extends PluginClient implements WorkloadApi {
  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    super('workload', apis);
  }

  async listWorkloads(query: WorkloadQuery) {
    return this.get<WorkloadPage>('/workloads', { ...query });
  }

  async getFilters() {
    return this.get<WorkloadFilters>('/workloads/filters');
  }

  async getOverview(name: WorkloadName) {
    return this.get<WorkloadOverview>(`${pathOf(name)}/overview`);
  }

  async getMap(name: WorkloadName) {
    return this.get<WorkloadMap>(`${pathOf(name)}/map`);
  }
}

function pathOf({ namespace, name }: WorkloadName): string {
  return `/workloads/${encodeURIComponent(namespace)}/${encodeURIComponent(
    name,
  )}`;
}
