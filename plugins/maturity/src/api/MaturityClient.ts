import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import {
  AttestationInput,
  WorkloadMaturity,
} from '@plumbline/plugin-maturity-common';
import { PluginClient } from '@plumbline/plugin-workload-react';
import { MaturityApi } from './MaturityApi';

/** {@link MaturityApi} over HTTP. */
export class MaturityClient extends PluginClient implements MaturityApi {
  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    super('maturity', apis);
  }

  async getWorkload(ref: { namespace: string; name: string }) {
    const namespace = encodeURIComponent(ref.namespace);
    const name = encodeURIComponent(ref.name);
    return this.get<WorkloadMaturity>(`/workloads/${namespace}/${name}`);
  }

  async attest(answer: AttestationInput) {
    await this.post('/attestations', { items: [answer] });
  }
}
