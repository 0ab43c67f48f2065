import {
  Criterion,
  CriterionView,
  LevelTransition,
  MaturityModel,
  ModelStatus,
  ModelView,
  Strategy,
  StrategyView,
  WorkloadMaturity,
  combine,
} from '@plumbline/plugin-maturity-common';
import { FactStore } from '../store/FactStore';
import { ResultStore, Stored, StoredLevel } from '../store/ResultStore';

const HISTORY_LENGTH = 50;

/** What the reader needs to know of the models. */
export interface ReadableModels {
  readonly models: MaturityModel[];
  readonly status: ModelStatus[];
}

/** Puts stored rows and the model's words together for a page. Evaluates nothing. */
export class MaturityReader {
  readonly #models: ReadableModels;
  readonly #facts: FactStore;
  readonly #results: ResultStore;

  constructor(options: {
    models: ReadableModels;
    facts: FactStore;
    results: ResultStore;
  }) {
    this.#models = options.models;
    this.#facts = options.facts;
    this.#results = options.results;
  }

  /** One workload on every model for which levels are stored. */
  async read(workloadRef: string): Promise<Omit<WorkloadMaturity, 'attest'>> {
    const [stored, collections, failures, history] = await Promise.all([
      this.#results.read([workloadRef]),
      this.#facts.collections([workloadRef]),
      this.#facts.failures(),
      this.#results.history([workloadRef], HISTORY_LENGTH),
    ]);
    const collected = collections.get(workloadRef) ?? new Map<string, string>();
    const { levels } = stored.get(workloadRef)!;
    return {
      workloadRef,
      models: this.#models.models.flatMap(model => {
        const level = levels.get(model.id);
        if (!level) return [];
        return [
          viewOf(
            model,
            level,
            stored.get(workloadRef)!,
            collected,
            history.get(workloadRef)?.get(model.id) ?? [],
          ),
        ];
      }),
      modelStatus: this.#models.status,
      sources: [...new Set([...collected.keys(), ...failures.keys()])]
        .sort()
        .map(source => ({
          source,
          collectedAt: collected.get(source),
          ...failures.get(source),
        })),
    };
  }
}

function viewOf(
  model: MaturityModel,
  level: StoredLevel,
  stored: Stored,
  collected: Map<string, string>,
  history: LevelTransition[],
): ModelView {
  return {
    id: model.id,
    title: model.title,
    version: model.version,
    description: model.description,
    source: model.source,
    proven: level.proven,
    possible: level.possible,
    next: level.next,
    levels: model.levels.map(({ level: number, name, goal, strategies }) => ({
      level: number,
      name,
      goal,
      count: level.counts[number - 1] ?? {
        level: number,
        total: 0,
        passed: 0,
        notMet: 0,
        unknown: 0,
      },
      strategies: strategies.map(strategy =>
        strategyView(strategy, stored, collected),
      ),
    })),
    history,
    asOf: latest([level.asOf, ...collected.values()]),
  };
}

function strategyView(
  strategy: Strategy,
  stored: Stored,
  collected: Map<string, string>,
): StrategyView {
  const criteria = strategy.criteria.map(criterion =>
    criterionView(criterion, stored, collected),
  );
  return {
    id: strategy.id,
    title: strategy.title,
    explanation: strategy.explanation,
    howTo: strategy.howTo,
    state: combine(criteria.map(({ state }) => state)),
    criteria,
  };
}

function criterionView(
  criterion: Criterion,
  stored: Stored,
  collected: Map<string, string>,
): CriterionView {
  const result = stored.results.get(criterion.id);
  const { id, kind, title, howTo } = criterion;
  return {
    id,
    kind,
    title,
    howTo,
    ...(criterion.kind === 'rule'
      ? { expression: criterion.expression }
      : {
          question: criterion.question,
          evidenceWanted: criterion.evidence,
          validForDays: criterion.validForDays,
        }),
    state: result?.state ?? 'unknown',
    // A criterion that a changed model has just added.
    reason: result?.reason ?? 'Not evaluated yet.',
    evidence: result?.evidence ?? [],
    observedAt:
      criterion.kind === 'rule'
        ? oldestCollection(criterion.rule.reads, collected)
        : result?.observedAt,
    since: result?.since,
  };
}

/** When the facts of a rule were last seen: as old as the oldest of their sources. */
function oldestCollection(
  reads: string[],
  collected: Map<string, string>,
): string | undefined {
  return reads
    .map(name => collected.get(name.slice(0, name.indexOf('.'))))
    .filter(at => at !== undefined)
    .sort()[0];
}

function latest(times: string[]): string {
  return times.sort()[times.length - 1];
}
