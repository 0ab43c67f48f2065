/** The levels of every workload as they were at one time, kept under a name. */
export interface Milestone {
  id: string;
  modelId: string;
  title: string;
  note?: string;
  createdBy: string;
  /** ISO 8601, the time that it keeps. */
  at: string;
  workloads: number;
  /** Mean of the overall proven levels; `null` without workloads. */
  mean: number | null;
}

/** Body of `POST /milestones`. */
export interface MilestoneInput {
  modelId: string;
  title: string;
  note?: string;
}

/** One workload at two times. */
export interface MilestoneDifference {
  workloadRef: string;
  title: string;
  ownerRef?: string;
  /** `null` where it was not known at that time. */
  fromProven: number | null;
  toProven: number | null;
}

/**
 * Answer of `GET /milestones/:id/comparison?with=<milestone id, ISO time or now>`,
 * with the filters of the portfolio: what changed from the milestone to the other.
 */
export interface MilestoneComparison {
  from: { title: string; at: string };
  to: { title: string; at: string };
  rose: number;
  fell: number;
  same: number;
  /** Known only at the later time. */
  added: number;
  /** Known only at the earlier time. */
  gone: number;
  /** Those that differ, the greatest fall first. */
  items: MilestoneDifference[];
  total: number;
}
