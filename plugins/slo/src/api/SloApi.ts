import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  Exclusion,
  HotPathEdit,
  NewExclusion,
  WorkloadAgreement,
  WorkloadExclusions,
  WorkloadSloHistory,
  WorkloadSlos,
  WorkloadTimeline,
} from '@plumbline/plugin-slo-common';
import { WorkloadName } from '@plumbline/plugin-workload-react';

/** What the tab and the card of a workload read and write. Everything throws a ResponseError when the answer is not 2xx. */
export interface SloApi {
  /** SLOs of a workload, worst first, and what is wrong with its documents. */
  getSlos(workload: WorkloadName): Promise<WorkloadSlos>;

  /** Daily history of every objective of a workload, 30 days. */
  getHistory(workload: WorkloadName): Promise<WorkloadSloHistory>;

  /** What happened to a workload and its alerts in the same 30 days, newest first. */
  getTimeline(workload: WorkloadName): Promise<WorkloadTimeline>;

  /** What its dependencies allow it to promise. */
  getAgreement(workload: WorkloadName): Promise<WorkloadAgreement>;

  /** Corrects the hot path; takes the place of the correction before. */
  correctHotPath(
    workload: WorkloadName,
    edit: HotPathEdit,
  ): Promise<WorkloadAgreement>;

  /** Maintenance that counts for nothing, newest first. */
  getExclusions(workload: WorkloadName): Promise<WorkloadExclusions>;

  /** Takes a time out of the count. */
  addExclusion(
    workload: WorkloadName,
    exclusion: NewExclusion,
  ): Promise<Exclusion>;

  /** Makes that time count again. */
  revokeExclusion(workload: WorkloadName, id: number): Promise<void>;

  /** A rule file with which Prometheus watches the objective by itself. */
  getPrometheusRules(id: string): Promise<Blob>;
}

/** See {@link SloApi}. */
export const sloApiRef = createApiRef<SloApi>().with({
  id: 'plugin.slo.service',
  pluginId: 'slo',
});
