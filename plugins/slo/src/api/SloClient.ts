import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { WorkloadSloHistory, WorkloadSlos } from '@plumbline/plugin-slo-common';
import { PluginClient, WorkloadName } from '@plumbline/plugin-workload-react';
import { SloApi } from './SloApi';

/** {@link SloApi} over HTTP. */
export class SloClient extends PluginClient implements SloApi {
  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    super('slo', apis);
  }

  async getSlos(workload: WorkloadName): Promise<WorkloadSlos> {
    return this.get(`${pathOf(workload)}/slos`);
  }

  async getHistory(workload: WorkloadName): Promise<WorkloadSloHistory> {
    return this.get(`${pathOf(workload)}/history`, { days: 30 });
  }
}

function pathOf({ namespace, name }: WorkloadName): string {
  return `/workloads/${encodeURIComponent(namespace)}/${encodeURIComponent(
    name,
  )}`;
}
