import { CompiledRule } from '../rules/RuleLanguage';

/** Where a model's titles come from, shown with it as its licence asks. */
export interface ModelSource {
  title: string;
  url?: string;
  licence: string;
}

/** An expression over facts, as written and ready to run. */
export interface Rule {
  expression: string;
  compiled: CompiledRule;
}

/** What people are asked. */
export interface Question {
  question: string;
  /** What counts as evidence. */
  evidence: string;
  /** Days after which an answer no longer counts. */
  validForDays: number;
}

/**
 * What decides a strategy, alone or with others. It has a rule, a question, or
 * both: then the rule decides whenever its facts are there.
 */
export interface Criterion {
  /** `<strategy id>.<slug>`; unique over all models. */
  id: string;
  /** What is so when it is met, such as `The workload is owned by a group`. */
  title: string;
  /** What to do to meet it, in the imperative; the strategy's own when the model says none. */
  howTo: string;
  /** Where it is false, the criterion does not apply. */
  appliesWhen?: Rule;
  rule?: Rule;
  /**
   * The rule is true where facts prove the criterion, and says nothing where it
   * is false: what it looks for may be kept where no source looks. Then a
   * person's answer decides.
   */
  onlyProves?: boolean;
  attestation?: Question;
}

/** A thing to do well at a level. */
export interface Strategy {
  id: string;
  title: string;
  explanation: string;
  howTo: string;
  criteria: Criterion[];
}

/** A step of a pillar's ladder. */
export interface ModelLevel {
  /** From 1, without gaps. */
  level: number;
  name: string;
  goal: string;
  strategies: Strategy[];
}

/** A side from which a workload is looked at, with a ladder of its own. */
export interface Pillar {
  id: string;
  title: string;
  description: string;
  levels: ModelLevel[];
}

/** A maturity model that was checked: every id is unique and every rule compiles. */
export interface MaturityModel {
  id: string;
  title: string;
  version: string;
  description: string;
  source: ModelSource;
  /** Only workloads of these tiers are held against it; all when absent. */
  tiers?: string[];
  /** At least one; all have the same number of levels. */
  pillars: Pillar[];
}

/** A criterion with where it stands in its model. */
export interface PlacedCriterion {
  pillar: Pillar;
  level: number;
  strategy: Strategy;
  criterion: Criterion;
}

// A model never changes once it is parsed, and every evaluation asks for these.
const placedInPillar = new WeakMap<Pillar, PlacedCriterion[]>();
const placedInModel = new WeakMap<MaturityModel, PlacedCriterion[]>();

/** Every criterion of a pillar, in the model's order. */
export function criteriaOfPillar(pillar: Pillar): PlacedCriterion[] {
  let placed = placedInPillar.get(pillar);
  if (!placed) {
    placed = pillar.levels.flatMap(({ level, strategies }) =>
      strategies.flatMap(strategy =>
        strategy.criteria.map(criterion => ({
          pillar,
          level,
          strategy,
          criterion,
        })),
      ),
    );
    placedInPillar.set(pillar, placed);
  }
  return placed;
}

/** Every criterion of a model, in the model's order. */
export function criteriaOf(model: MaturityModel): PlacedCriterion[] {
  let placed = placedInModel.get(model);
  if (!placed) {
    placed = model.pillars.flatMap(criteriaOfPillar);
    placedInModel.set(model, placed);
  }
  return placed;
}

/** Whether a workload of a tier is held against a model. */
export function appliesToTier(
  { tiers }: MaturityModel,
  tier: string | undefined,
): boolean {
  return tiers === undefined || (tier !== undefined && tiers.includes(tier));
}

/** Number of levels of each pillar. */
export function topLevel(model: MaturityModel): number {
  return model.pillars[0].levels.length;
}

/** Full names of the facts that a criterion reads, sorted. */
export function factsReadBy({ rule, appliesWhen }: Criterion): string[] {
  return [
    ...new Set([
      ...(rule?.compiled.reads ?? []),
      ...(appliesWhen?.compiled.reads ?? []),
    ]),
  ].sort();
}
