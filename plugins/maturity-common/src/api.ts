import { CriterionState, Evidence } from './evaluation/results';
import { LevelCount, NextLevel } from './evaluation/levels';
import { ModelSource } from './model/MaturityModel';
import { ModelProblem } from './model/ModelProblem';

/** A criterion of one workload, with what it came to. */
export interface CriterionView {
  id: string;
  kind: 'rule' | 'attestation';
  title: string;
  howTo: string;
  /** The rule as written, of a rule. */
  expression?: string;
  /** Of an attestation. */
  question?: string;
  /** What counts as evidence, of an attestation. */
  evidenceWanted?: string;
  /** Days an answer stays valid at most, of an attestation. */
  validForDays?: number;
  state: CriterionState;
  reason: string;
  evidence: Evidence[];
  /** ISO 8601, when what it rests on was last seen. */
  observedAt?: string;
  /** ISO 8601, since when it has been in this state. */
  since?: string;
}

/** A strategy of one workload, with the state that its criteria give it. */
export interface StrategyView {
  id: string;
  title: string;
  explanation: string;
  howTo: string;
  state: CriterionState;
  criteria: CriterionView[];
}

/** A level of one workload. */
export interface LevelView {
  level: number;
  name: string;
  goal: string;
  count: LevelCount;
  strategies: StrategyView[];
}

/** One change of a workload's level. */
export interface LevelTransition {
  /** ISO 8601. */
  at: string;
  fromProven: number | null;
  toProven: number;
  fromPossible: number | null;
  toPossible: number;
  /** What made it change, in one sentence. */
  cause: string;
}

/** A workload's place on one model. */
export interface ModelView {
  id: string;
  title: string;
  version: string;
  description: string;
  source: ModelSource;
  proven: number;
  possible: number;
  next?: NextLevel;
  levels: LevelView[];
  /** Newest first, at most 50. */
  history: LevelTransition[];
  /** ISO 8601, when the levels last changed or were found unchanged. */
  asOf: string;
}

/** How the collection of one source of facts went for a workload. */
export interface SourceStatus {
  source: string;
  /** ISO 8601, the last success; absent before the first. */
  collectedAt?: string;
  /** Why the newest attempt failed; absent when it did not. */
  error?: string;
  /** ISO 8601. */
  errorAt?: string;
}

/** A configured model file, and what is wrong with it. */
export interface ModelStatus {
  file: string;
  /** Id of the model that is in force; absent when there never was a good version. */
  modelId?: string;
  /** ISO 8601, since when the version in force counts. */
  inForceSince?: string;
  /** Empty when the file is good. */
  problems: ModelProblem[];
  /** ISO 8601, when the problems were found. */
  problemsAt?: string;
}

/** Answer of `GET /workloads/:namespace/:name`. */
export interface WorkloadMaturity {
  workloadRef: string;
  /** Empty before the first evaluation, or when no model is in force. */
  models: ModelView[];
  modelStatus: ModelStatus[];
  sources: SourceStatus[];
  /** Whether the reader may attest this workload, and if not, why. */
  attest: { allowed: boolean; reason?: string };
}

/** One answer in `POST /attestations`. */
export interface AttestationInput {
  workloadRef: string;
  criterionId: string;
  answer: 'met' | 'not-met';
  note?: string;
  /** http or https. */
  evidenceUrl?: string;
  /** ISO 8601; counts no longer than the model allows. */
  expiresAt: string;
  /** Full ref of who answered; only from other back ends, users answer as themselves. */
  attestedBy?: string;
  /** ISO 8601; only from other back ends, users answer now. */
  attestedAt?: string;
}

/** Answer of `POST /attestations`. */
export interface AttestationsAccepted {
  /** How many answers are new; those that were already there count as none. */
  added: number;
}
