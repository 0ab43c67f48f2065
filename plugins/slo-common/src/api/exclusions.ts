import { May } from '@plumbline/plugin-workload-common';

/** A time that counts for nothing: planned maintenance. */
export interface Exclusion {
  id: number;
  workloadRef: string;
  /** Only these objectives; all of the workload when empty. */
  objectiveIds: string[];
  /** ISO 8601, whole minutes. */
  from: string;
  to: string;
  reason: string;
  createdBy: string;
  /** ISO 8601. */
  createdAt: string;
  /** When it was taken back, and by whom; it counts no more since. */
  revokedAt?: string;
  revokedBy?: string;
}

/** Body of `POST /workloads/:namespace/:name/exclusions`. */
export interface NewExclusion {
  objectiveIds?: string[];
  from: string;
  to: string;
  reason: string;
}

/** Answer of `GET /workloads/:namespace/:name/exclusions`: newest first. */
export interface WorkloadExclusions {
  exclusions: Exclusion[];
  /** Whether the caller may add and revoke some; absent where it was not asked. */
  mayExclude?: May;
}
