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
  /** A letter of `STATE_LETTERS` for each criterion of the page, in their order. */
  states: string;
  /** ISO 8601. */
  evaluatedAt: string;
}

/** Answer of `POST /verdicts/query`, ordered by ref. */
export interface VerdictPage {
  /** Ids of the criteria of the model in force, in its order. */
  criteria: string[];
  items: WorkloadVerdicts[];
  /** Pass as `after` for the next page; absent on the last. */
  nextAfter?: string;
}
