import { createApiRef } from '@backstage/frontend-plugin-api';
import { WorkloadSloHistory, WorkloadSlos } from '@plumbline/plugin-slo-common';
import { WorkloadName } from '@plumbline/plugin-workload-react';

/** What the slo pages read. */
export interface SloApi {
  /**
   * SLOs of a workload, worst first, and what is wrong with its documents.
   *
   * @throws ResponseError when the answer is not 2xx.
   */
  getSlos(workload: WorkloadName): Promise<WorkloadSlos>;

  /**
   * Daily history of every objective of a workload, 30 days.
   *
   * @throws ResponseError when the answer is not 2xx.
   */
  getHistory(workload: WorkloadName): Promise<WorkloadSloHistory>;
}

/** See {@link SloApi}. */
export const sloApiRef = createApiRef<SloApi>().with({
  id: 'plugin.slo.service',
  pluginId: 'slo',
});
