import type { StampStatus } from '@plumbline/plugin-stamp-common';
import type { StatusTable } from './rows';

/**
 * What is known of a stamp once a report came in. The newest observation of each
 * part holds, in whatever order reports arrive: of traffic, image and unit the
 * newest that tells them. Of two at the same moment, the one that came last.
 *
 * @param known - the row before; absent when nothing was told yet.
 */
export function takeReport(
  known: StatusTable | undefined,
  report: StampStatus,
  workloadRef: string,
): StatusTable {
  const { observedAt } = report;
  const isNewer = (at: string | null | undefined) => !at || observedAt >= at;
  const row: StatusTable = known
    ? { ...known, workload_ref: workloadRef }
    : {
        stamp_ref: report.stampRef,
        workload_ref: workloadRef,
        observed_at: '',
        received_at: '',
        reported_by: '',
        lifecycle: report.lifecycle,
        outcome: null,
        run_url: null,
        traffic_weight: null,
        weight_at: null,
        image: null,
        image_at: null,
        unit: null,
        unit_at: null,
      };
  if (isNewer(row.observed_at)) {
    row.observed_at = observedAt;
    row.received_at = report.receivedAt;
    row.reported_by = report.reportedBy;
    row.lifecycle = report.lifecycle;
    row.outcome = report.outcome ?? null;
    row.run_url = report.runUrl ?? null;
  }
  if (report.trafficWeight !== undefined && isNewer(row.weight_at)) {
    row.traffic_weight = report.trafficWeight;
    row.weight_at = observedAt;
  }
  if (report.image !== undefined && isNewer(row.image_at)) {
    row.image = report.image;
    row.image_at = observedAt;
  }
  if (report.unit !== undefined && isNewer(row.unit_at)) {
    row.unit = report.unit;
    row.unit_at = observedAt;
  }
  return row;
}
