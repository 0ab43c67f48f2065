import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import {
  MonthlyReport,
  SloCounts,
  SloGroupPage,
  SloGroupQuery,
  SloListPage,
  SloListQuery,
  WorkloadReports,
} from '@plumbline/plugin-slo-common';
import { PluginClient, WorkloadName } from '@plumbline/plugin-workload-react';
import { ReportFile, SloReviewApi } from './SloReviewApi';

/** {@link SloReviewApi} over HTTP. */
export class SloReviewClient extends PluginClient implements SloReviewApi {
  constructor(apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    super('slo', apis);
  }

  async getSlos(query: SloListQuery): Promise<SloListPage> {
    return this.get('/slos', { ...query });
  }

  async getGroups(query: SloGroupQuery): Promise<SloGroupPage> {
    return this.get('/slos/groups', { ...query });
  }

  async getCounts(query: SloListQuery): Promise<SloCounts> {
    return this.get('/slos/counts', { ...filterOf(query) });
  }

  async downloadSlos(
    query: SloListQuery,
    onProgress?: (bytes: number) => void,
  ): Promise<Blob> {
    const { sort, direction } = query;
    return this.getBlob(
      '/slos/csv',
      { ...filterOf(query), sort, direction },
      onProgress,
    );
  }

  async getReports(workload: WorkloadName): Promise<WorkloadReports> {
    return this.get(pathOf(workload));
  }

  async getReport(
    workload: WorkloadName,
    month: string,
  ): Promise<MonthlyReport> {
    return this.get(`${pathOf(workload)}/${encodeURIComponent(month)}`);
  }

  async downloadReport(
    workload: WorkloadName,
    month: string,
    file: ReportFile,
  ): Promise<Blob> {
    return this.getBlob(
      `${pathOf(workload)}/${encodeURIComponent(month)}/${file}`,
    );
  }
}

/** A query without order and page, which the other routes do not know. */
function filterOf(query: SloListQuery): SloListQuery {
  const { sort, direction, offset, limit, ...filter } = query;
  return filter;
}

function pathOf({ namespace, name }: WorkloadName): string {
  return `/workloads/${encodeURIComponent(namespace)}/${encodeURIComponent(
    name,
  )}/reports`;
}
