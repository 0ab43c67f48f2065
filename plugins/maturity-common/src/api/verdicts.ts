import { CriterionState } from '../evaluation/results';

/** Body of `POST /verdicts/query`. */
export interface VerdictQuery {
  modelId: string;
  /** All workloads when absent. */
  workloadRefs?: string[];
  /** Ref after which the page begins. */
  after?: string;
  /** At most 1,000. */
  limit?: number;
}

/** The states of all criteria of one workload. */
export interface WorkloadVerdicts {
  workloadRef: string;
  proven: number;
  possible: number;
  /** Ids of criteria by state. */
  criteria: Partial<Record<CriterionState, string[]>>;
  /** ISO 8601. */
  evaluatedAt: string;
}

/** Answer of `POST /verdicts/query`, ordered by ref. */
export interface VerdictPage {
  items: WorkloadVerdicts[];
  /** Pass as `after` for the next page; absent on the last. */
  nextAfter?: string;
}
