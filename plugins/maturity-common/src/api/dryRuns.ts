import { ModelProblem } from '../model/ModelProblem';

/** Body of `POST /dry-runs`: a changed model, as files. */
export interface DryRunInput {
  /** Name of the model's file, for problems. */
  file: string;
  /** YAML. */
  text: string;
  /** YAML of its pillars, by the path that the model names them with; those left out are taken from the model in force. */
  pillars?: Record<string, string>;
}

/** A workload whose level a changed model changes. */
export interface DryRunDifference {
  workloadRef: string;
  title: string;
  ownerRef?: string;
  /** Absent for the overall level. */
  pillarId?: string;
  /** `null` when it is not held against the model that is in force. */
  fromProven: number | null;
  toProven: number;
  fromPossible: number | null;
  toPossible: number;
  /** Criteria that make the difference, at most 5, as sentences. */
  because: string[];
}

/** How many workloads a changed model moves on one pillar. */
export interface DryRunPillar {
  pillarId: string;
  title: string;
  rises: number;
  falls: number;
}

/** What a changed model would change. */
export interface DryRun {
  id: string;
  state: 'running' | 'done' | 'failed';
  modelId?: string;
  /** Version of the changed model. */
  version?: string;
  createdBy: string;
  /** ISO 8601. */
  createdAt: string;
  /** Workloads evaluated so far and in all. */
  progress: { done: number; total: number };
  /** What is wrong with the files; then nothing was evaluated. */
  problems: ModelProblem[];
  /** Ids of criteria that are new, gone, or decided by something else or for another level than before. */
  criteria?: { added: string[]; removed: string[]; changed: string[] };
  rises?: number;
  falls?: number;
  same?: number;
  /** Distribution of the overall level now and then; index 0 is level 0. */
  before?: number[];
  after?: number[];
  /** Overall changes, the greatest fall first, at most 200. */
  differences?: DryRunDifference[];
  /** The pillars of the changed model; workloads that were not held against one before do not count. */
  pillars?: DryRunPillar[];
  /** The same as `differences` on single pillars, at most 200. */
  pillarDifferences?: DryRunDifference[];
  /** Why it failed. */
  error?: string;
}
