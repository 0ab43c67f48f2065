import { ModelSource, Question } from '../model/MaturityModel';

/** Answer of `GET /models/:id`: a model that is in force. */
export interface ModelView {
  id: string;
  title: string;
  version: string;
  description: string;
  source: ModelSource;
  /** Only workloads of these tiers are held against it; all when absent. */
  tiers?: string[];
  pillars: ModelPillarView[];
}

/** A pillar of a {@link ModelView}. */
export interface ModelPillarView {
  id: string;
  title: string;
  description: string;
  levels: ModelLevelView[];
}

/** A level of a {@link ModelPillarView}. */
export interface ModelLevelView {
  /** From 1. */
  level: number;
  name: string;
  goal: string;
  strategies: ModelStrategyView[];
}

/** A strategy of a {@link ModelLevelView}. */
export interface ModelStrategyView {
  id: string;
  title: string;
  explanation: string;
  howTo: string;
  criteria: ModelCriterionView[];
}

/** A criterion of a {@link ModelStrategyView}. */
export interface ModelCriterionView {
  id: string;
  title: string;
  howTo: string;
  /** As written. */
  rule?: string;
  /** As written. */
  appliesWhen?: string;
  /** The rule can show that it is met, and never that it is not. */
  onlyProves: boolean;
  attestation?: Question;
}
