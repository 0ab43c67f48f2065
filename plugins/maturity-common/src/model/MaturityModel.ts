import { CompiledRule } from '../rules/RuleLanguage';

/** Where a model's titles come from, shown with it as its licence asks. */
export interface ModelSource {
  title: string;
  url?: string;
  licence: string;
}

interface CriterionBase {
  /** `<strategy id>.<slug>`; unique over all models. */
  id: string;
  /** What is so when it is met, such as `The workload is owned by a group`. */
  title: string;
  /** What to do to meet it, in the imperative; the strategy's own when the model says none. */
  howTo: string;
}

/** Decided by a rule over facts. */
export interface RuleCriterion extends CriterionBase {
  kind: 'rule';
  /** As written in the model. */
  expression: string;
  rule: CompiledRule;
}

/** Decided by a person's dated, expiring answer. */
export interface AttestationCriterion extends CriterionBase {
  kind: 'attestation';
  question: string;
  /** What counts as evidence. */
  evidence: string;
  /** Days after which an answer no longer counts. */
  validForDays: number;
}

/** What decides a strategy, alone or with others. */
export type Criterion = RuleCriterion | AttestationCriterion;

/** A thing to do well at a level. */
export interface Strategy {
  id: string;
  title: string;
  explanation: string;
  howTo: string;
  criteria: Criterion[];
}

/** A step of the ladder. */
export interface ModelLevel {
  /** From 1, without gaps. */
  level: number;
  name: string;
  goal: string;
  strategies: Strategy[];
}

/** A maturity model that was checked: every id is unique and every rule compiles. */
export interface MaturityModel {
  id: string;
  title: string;
  version: string;
  description: string;
  pillar: string;
  source: ModelSource;
  levels: ModelLevel[];
}

/** A criterion with where it stands in its model. */
export interface PlacedCriterion {
  level: number;
  strategy: Strategy;
  criterion: Criterion;
}

/** Every criterion of a model, in the model's order. */
export function criteriaOf(model: MaturityModel): PlacedCriterion[] {
  return model.levels.flatMap(({ level, strategies }) =>
    strategies.flatMap(strategy =>
      strategy.criteria.map(criterion => ({ level, strategy, criterion })),
    ),
  );
}
