import type { StampLifecycle } from '@plumbline/plugin-workload-common';
import type { StampDrift, StampStatus } from '@plumbline/plugin-stamp-common';

/** What the catalog says of a stamp. */
export interface DeclaredStamp {
  stampRef: string;
  name: string;
  title: string;
  environment: string;
  region: string;
  instance: number;
  lifecycle: StampLifecycle;
  /** In percent. */
  trafficWeight?: number;
  maxUsers?: number;
}

/** What a stamp's lock says. */
export interface LockedStamp {
  stampRef: string;
  name: string;
  /** Below the estate's root. */
  folder: string;
  environment: string;
  region: string;
  instance: number;
  lifecycle: StampLifecycle;
  /** In percent. */
  trafficWeight: number;
  maxUsers: number;
  templateVersion: string;
  infrastructure: string;
  pipeline: string;
  image: string;
  expectedUsers: number;
}

/** One thing that is wrong with a stamp's files. */
export type DriftFile = StampDrift['files'][number];

/** How a stamp's files compare to its lock. */
export type DriftState = StampDrift['state'];

/** Row of the table `stamps`. */
export interface StampTable {
  stamp_ref: string;
  workload_ref: string;
  declared: string | null;
  locked: string | null;
  drift_files: string | null;
  drift: DriftState | null;
  name: string | null;
  title: string | null;
  environment: string | null;
  region: string | null;
  instance: number | null;
  lifecycle: StampLifecycle | null;
  lifecycle_rank: number | null;
  lifecycle_since: string | null;
  traffic_weight: number | null;
  template_version: string | null;
  words: string | null;
}

/** Row of the table `statuses`. */
export interface StatusTable {
  stamp_ref: string;
  workload_ref: string;
  observed_at: string;
  received_at: string;
  reported_by: string;
  lifecycle: StampLifecycle;
  outcome: 'succeeded' | 'failed' | null;
  run_url: string | null;
  traffic_weight: number | null;
  weight_at: string | null;
  image: string | null;
  image_at: string | null;
  unit: 'blue' | 'green' | null;
  unit_at: string | null;
}

/** Row of the table `reports`. */
export interface ReportTable {
  stamp_ref: string;
  observed_at: string;
  reported_by: string;
  workload_ref: string;
  report: string;
}

/** What a change's branch is about. */
export type BranchKind = 'add' | 'change' | 'drain' | 'remove';

/** Row of the table `pull_requests`. */
export interface PullRequestTable {
  workload_ref: string;
  branch: string;
  stamp_name: string;
  kind: BranchKind;
  label: string;
  url: string;
  seen_at: string;
}

/** Row of the table `readings`. */
export interface ReadingTable {
  workload_ref: string;
  read_at: string | null;
  revision: string | null;
  problem: string | null;
  error: string | null;
  error_since: string | null;
}

/** What was told of a stamp last, from its row. */
export function statusOf(row: StatusTable): StampStatus {
  return {
    stampRef: row.stamp_ref,
    lifecycle: row.lifecycle,
    trafficWeight: row.traffic_weight ?? undefined,
    image: row.image ?? undefined,
    unit: row.unit ?? undefined,
    outcome: row.outcome ?? undefined,
    runUrl: row.run_url ?? undefined,
    observedAt: row.observed_at,
    reportedBy: row.reported_by,
    receivedAt: row.received_at,
  };
}
