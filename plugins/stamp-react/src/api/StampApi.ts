import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  PlanAnswer,
  PlanRequest,
  StampAccess,
  StampListFilter,
  StampListPage,
  StampListQuery,
  WorkloadStamps,
} from '@plumbline/plugin-stamp-common';
import { WorkloadName } from '@plumbline/plugin-workload-react';

/** What form and pages ask the back end of stamps. Everything throws a ResponseError when the answer is not 2xx. */
export interface StampApi {
  /** What would be done, or everything that stands against it. Nothing is written. */
  plan(request: PlanRequest): Promise<PlanAnswer>;

  /** Stamps of a workload with what was told of them, drift and open pull requests. */
  getStamps(workload: WorkloadName): Promise<WorkloadStamps>;

  /** A page of the stamps of all workloads that the query's filters let through. */
  listStamps(query: StampListQuery): Promise<StampListPage>;

  /**
   * The same as CSV, all rows.
   *
   * @param onProgress - told how many bytes have come so far.
   */
  downloadStamps(
    query: StampListFilter & Pick<StampListQuery, 'sort' | 'direction'>,
    onProgress?: (bytes: number) => void,
  ): Promise<Blob>;

  /** What the reader may do at all. */
  getPermissions(): Promise<StampAccess>;
}

/** See {@link StampApi}. */
export const stampApiRef = createApiRef<StampApi>().with({
  id: 'plugin.stamp.service',
  pluginId: 'stamp',
});
