import { May } from '@plumbline/plugin-workload-common';
import { CriterionState, DecidedBy, Evidence } from '../evaluation/results';
import { LevelCount, NextLevel, StateCounts } from '../evaluation/standing';
import { ModelSource } from '../model/MaturityModel';
import { ModelProblem } from '../model/ModelProblem';
import { Exemption } from './exemptions';

/** One change of a workload's level. */
export interface LevelTransition {
  /** ISO 8601. */
  at: string;
  /** Absent for the overall level. */
  pillarId?: string;
  fromProven: number | null;
  toProven: number;
  fromPossible: number | null;
  toPossible: number;
  /** What made it change, in one sentence. */
  cause: string;
}

/** A criterion that stands in the way of the next level. */
export interface Blocker {
  criterionId: string;
  title: string;
  howTo: string;
  state: CriterionState;
  pillarId: string;
  strategyId: string;
  /** Whether a person may answer it. */
  canAttest: boolean;
}

/** A workload's place on the ladder of one pillar. */
export interface PillarSummary {
  id: string;
  title: string;
  description: string;
  proven: number;
  possible: number;
  levels: LevelCount[];
  states: StateCounts;
  next?: NextLevel;
}

/** A workload's place on one model. */
export interface ModelSummary {
  id: string;
  title: string;
  version: string;
  description: string;
  source: ModelSource;
  /** Number of levels. */
  top: number;
  proven: number;
  possible: number;
  states: StateCounts;
  pillars: PillarSummary[];
  /** What stands between the workload and its next overall level; absent at the top. */
  next?: { level: number; blockers: Blocker[] };
  /** Newest first, at most 50; of the overall level and of every pillar. */
  history: LevelTransition[];
  /** Number of criteria where facts contradict a person's answer. */
  contradictions: number;
  /** ISO 8601, when it was last evaluated or its facts were found unchanged. */
  asOf: string;
}

/** How the collection of one source of facts went for a workload. */
export interface SourceStatus {
  source: string;
  /** ISO 8601, when facts were last seen; absent before the first. */
  collectedAt?: string;
  /** Why the newest attempt failed; absent when it did not. */
  error?: string;
  /** ISO 8601. */
  errorAt?: string;
}

/** A configured model, and what is wrong with its files. */
export interface ModelStatus {
  /** Path or URL, as configured. */
  file: string;
  /** Id of the model that is in force; absent when there never was a good version. */
  modelId?: string;
  title?: string;
  version?: string;
  /** ISO 8601, since when the version in force counts. */
  inForceSince?: string;
  /** Empty when the files are good. */
  problems: ModelProblem[];
  /** ISO 8601, when the problems were found. */
  problemsAt?: string;
}

/** Answer of `GET /workloads/:namespace/:name`. */
export interface WorkloadMaturity {
  workloadRef: string;
  ownerRef?: string;
  /** Empty before the first evaluation, or when no model is in force. */
  models: ModelSummary[];
  modelStatus: ModelStatus[];
  sources: SourceStatus[];
  may: {
    attest: May;
    requestExemption: May;
    decideExemption: May;
  };
}

/** A criterion of one workload, with what it came to. */
export interface CriterionView {
  id: string;
  title: string;
  howTo: string;
  /** The rule as written. */
  rule?: string;
  /** The rule decides only where it is true; elsewhere people do. */
  onlyProves: boolean;
  /** When it applies, as written. */
  appliesWhen?: string;
  /** What people are asked. */
  attestation?: {
    question: string;
    evidence: string;
    /** Days an answer stays valid at most. */
    validForDays: number;
  };
  state: CriterionState;
  decidedBy?: DecidedBy;
  /** Facts and a person's valid answer say the opposite of each other. */
  contradiction: boolean;
  reason: string;
  evidence: Evidence[];
  /** ISO 8601, when the oldest thing it rests on was last seen. */
  observedAt?: string;
  /** ISO 8601, since when it has been in this state. */
  since?: string;
  /** The newest that was requested and is not over. */
  exemption?: Exemption;
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

/** A level of one pillar for one workload. */
export interface LevelView {
  level: number;
  name: string;
  goal: string;
  count: LevelCount;
  strategies: StrategyView[];
}

/** Answer of `GET /workloads/:namespace/:name/models/:modelId`. */
export interface ModelScorecard extends Omit<ModelSummary, 'pillars'> {
  workloadRef: string;
  pillars: (Omit<PillarSummary, 'levels'> & { levels: LevelView[] })[];
}
