import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  MonthlyReport,
  SloCounts,
  SloGroupPage,
  SloGroupQuery,
  SloListPage,
  SloListQuery,
  WorkloadReports,
} from '@plumbline/plugin-slo-common';
import { WorkloadName } from '@plumbline/plugin-workload-react';

/** Files that a monthly report comes as. */
export type ReportFile = 'pdf' | 'csv';

/** What the page of all workloads reads. Each throws a ResponseError when the answer is not 2xx. */
export interface SloReviewApi {
  /** A page of the objectives that the query's filters let through. */
  getSlos(query: SloListQuery): Promise<SloListPage>;

  /** A page of groups of the same. */
  getGroups(query: SloGroupQuery): Promise<SloGroupPage>;

  /** Counts of the same, states aside, and what there is to filter by. */
  getCounts(query: SloListQuery): Promise<SloCounts>;

  /**
   * The same as CSV, all rows.
   *
   * @param onProgress - told how many bytes have come so far.
   */
  downloadSlos(
    query: SloListQuery,
    onProgress?: (bytes: number) => void,
  ): Promise<Blob>;

  /** Months for which a workload has a report, newest first. */
  getReports(workload: WorkloadName): Promise<WorkloadReports>;

  /**
   * The report of one month.
   *
   * @param month - such as `2026-11`.
   */
  getReport(workload: WorkloadName, month: string): Promise<MonthlyReport>;

  /** The same as a file. */
  downloadReport(
    workload: WorkloadName,
    month: string,
    file: ReportFile,
  ): Promise<Blob>;
}

/** See {@link SloReviewApi}. */
export const sloReviewApiRef = createApiRef<SloReviewApi>().with({
  id: 'plugin.slo.review',
  pluginId: 'slo',
});
