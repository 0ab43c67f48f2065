import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { HotPathEdit, NewExclusion } from '@plumbline/plugin-slo-common';
import { PluginClient, WorkloadName } from '@plumbline/plugin-workload-react';
import { SloApi } from './SloApi';

const DAYS = 30;

/** {@link SloApi} over HTTP. */
export class SloClient extends PluginClient implements SloApi {
  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    super('slo', apis);
  }

  async getSlos(workload: WorkloadName) {
    return this.get<Got<'getSlos'>>(`${pathOf(workload)}/slos`);
  }

  async getHistory(workload: WorkloadName) {
    return this.get<Got<'getHistory'>>(`${pathOf(workload)}/history`, {
      days: DAYS,
    });
  }

  async getTimeline(workload: WorkloadName) {
    return this.get<Got<'getTimeline'>>(`${pathOf(workload)}/timeline`, {
      days: DAYS,
    });
  }

  async getAgreement(workload: WorkloadName) {
    return this.get<Got<'getAgreement'>>(`${pathOf(workload)}/agreement`);
  }

  async correctHotPath(workload: WorkloadName, edit: HotPathEdit) {
    return this.put<Got<'correctHotPath'>>(
      `${pathOf(workload)}/agreement`,
      edit,
    );
  }

  async getExclusions(workload: WorkloadName) {
    return this.get<Got<'getExclusions'>>(`${pathOf(workload)}/exclusions`);
  }

  async addExclusion(workload: WorkloadName, exclusion: NewExclusion) {
    return this.post<Got<'addExclusion'>>(
      `${pathOf(workload)}/exclusions`,
      exclusion,
    );
  }

  async revokeExclusion(workload: WorkloadName, id: number) {
    await this.delete(`${pathOf(workload)}/exclusions/${id}`);
  }

  async getPrometheusRules(id: string) {
    return this.getBlob(`/slos/${encodeURIComponent(id)}/prometheus-rules`);
  }
}

type Got<Method extends keyof SloApi> = Awaited<ReturnType<SloApi[Method]>>;

function pathOf({ namespace, name }: WorkloadName): string {
  return `/workloads/${encodeURIComponent(namespace)}/${encodeURIComponent(
    name,
  )}`;
}
