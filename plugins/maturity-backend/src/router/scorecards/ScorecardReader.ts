import {
  CriterionView,
  Exemption,
  FactSourceSchema,
  LevelTransition,
  LevelView,
  ModelScorecard,
  ModelStatus,
  ModelSummary,
  PillarStanding,
  PillarSummary,
  PlacedCriterion,
  PreparedKnowledge,
  SourceStatus,
  Strategy,
  StrategyView,
  VerdictPage,
  VerdictQuery,
  WorkloadMaturity,
  combine,
  explain,
  judge,
  prepare,
  topLevel,
} from '@plumbline/plugin-maturity-common';
import { NotFoundError } from '@backstage/errors';
import { ModelIndex } from '../../models/ModelIndex';
import { AttestationStore } from '../../store/AttestationStore';
import { ExemptionStore } from '../../store/ExemptionStore';
import { FactStore, SourceLook, SourceOutcome } from '../../store/FactStore';
import { ScorecardStore, StoredScorecard } from '../../store/ScorecardStore';
import { WorkloadStore } from '../../store/WorkloadStore';

const HISTORY_LENGTH = 50;
const VERDICTS_AT_ONCE = 1_000;

/** What the reader needs to know of the models. */
export interface ReadableModels {
  readonly indexes: ModelIndex[];
  readonly status: ModelStatus[];
  index(modelId?: string): ModelIndex | undefined;
}

/**
 * Puts stored rows and the model's words together for a page. States and
 * levels are as stored; only the sentences that explain them are made here.
 */
export class ScorecardReader {
  readonly #models: ReadableModels;
  readonly #sources: FactSourceSchema[];
  readonly #workloads: WorkloadStore;
  readonly #facts: FactStore;
  readonly #attestations: AttestationStore;
  readonly #exemptions: ExemptionStore;
  readonly #scorecards: ScorecardStore;

  constructor(options: {
    models: ReadableModels;
    sources: FactSourceSchema[];
    workloads: WorkloadStore;
    facts: FactStore;
    attestations: AttestationStore;
    exemptions: ExemptionStore;
    scorecards: ScorecardStore;
  }) {
    this.#models = options.models;
    this.#sources = options.sources;
    this.#workloads = options.workloads;
    this.#facts = options.facts;
    this.#attestations = options.attestations;
    this.#exemptions = options.exemptions;
    this.#scorecards = options.scorecards;
  }

  /** One workload on every model that it is held against. */
  async read(workloadRef: string): Promise<Omit<WorkloadMaturity, 'may'>> {
    const [known, stored, history, looks, outcomes] = await Promise.all([
      this.#workloads.read([workloadRef]),
      this.#scorecards.read([workloadRef]),
      this.#scorecards.history([workloadRef], HISTORY_LENGTH),
      this.#facts.looks([workloadRef]),
      this.#facts.outcomes(),
    ]);
    const seen = looks.get(workloadRef) ?? [];
    return {
      workloadRef,
      ownerRef: known.get(workloadRef)?.ownerRef,
      models: this.#models.indexes.flatMap(index => {
        const scorecard = stored.get(workloadRef)!.get(index.model.id);
        if (!scorecard) return [];
        const of = history.get(workloadRef)?.get(index.model.id) ?? [];
        return [summaryOf(index, scorecard, of, seen)];
      }),
      modelStatus: this.#models.status,
      sources: sourceStatus(seen, outcomes),
    };
  }

  /**
   * Every criterion of one model for one workload.
   *
   * @throws NotFoundError without such a model, or when the workload is not held against it.
   */
  async scorecard(
    workloadRef: string,
    modelId: string,
  ): Promise<ModelScorecard> {
    const index = this.#models.index(modelId);
    if (!index) throw noModel(modelId);
    const [stored, history, looks, facts, attestations, approved, exemptions] =
      await Promise.all([
        this.#scorecards.read([workloadRef]),
        this.#scorecards.history([workloadRef], HISTORY_LENGTH),
        this.#facts.looks([workloadRef]),
        this.#facts.read([workloadRef]),
        this.#attestations.newest([workloadRef]),
        this.#exemptions.approved([workloadRef]),
        this.#exemptions.current(workloadRef),
      ]);
    const scorecard = stored.get(workloadRef)!.get(modelId);
    if (!scorecard) {
      throw new NotFoundError(
        `'${workloadRef}' has not been held against '${modelId}'`,
      );
    }
    const seen = looks.get(workloadRef) ?? [];
    const knowledge = prepare(
      {
        facts: facts.get(workloadRef)!,
        attestations: attestations.get(workloadRef) ?? [],
        exemptions: approved.get(workloadRef) ?? [],
      },
      this.#sources,
      // As it was judged: what ended since then is judged again within a minute.
      scorecard.evaluatedAt,
    );
    const summary = summaryOf(
      index,
      scorecard,
      history.get(workloadRef)?.get(modelId) ?? [],
      seen,
    );
    const view = (place: PlacedCriterion) =>
      criterionView(place, scorecard, knowledge, exemptions);
    return {
      workloadRef,
      ...summary,
      pillars: summary.pillars.map((pillar, p) => ({
        ...pillar,
        levels: index.model.pillars[p].levels.map(
          ({ level, name, goal, strategies }): LevelView => ({
            level,
            name,
            goal,
            count: pillar.levels[level - 1],
            strategies: strategies.map(strategy =>
              strategyView(strategy, id => view(index.criterion(id)!)),
            ),
          }),
        ),
      })),
    };
  }

  /** @throws NotFoundError when no such model is in force. */
  assertModel(modelId: string) {
    if (!this.#models.index(modelId)) throw noModel(modelId);
  }

  /**
   * States of all criteria of one model for many workloads.
   *
   * @throws NotFoundError without such a model.
   */
  async verdicts(query: VerdictQuery): Promise<VerdictPage> {
    const index = this.#models.index(query.modelId);
    if (!index) throw noModel(query.modelId);
    const limit = query.limit ?? VERDICTS_AT_ONCE;
    const found = await this.#scorecards.verdicts({
      ...query,
      order: index.order,
      limit: limit + 1,
    });
    const items = found.slice(0, limit);
    return {
      criteria: index.order.criteria,
      items,
      nextAfter:
        found.length > limit ? items[items.length - 1].workloadRef : undefined,
    };
  }
}

function noModel(modelId: string) {
  return new NotFoundError(`No model '${modelId}' is in force`);
}

function summaryOf(
  index: ModelIndex,
  scorecard: StoredScorecard,
  history: LevelTransition[],
  looks: SourceLook[],
): ModelSummary {
  const { model } = index;
  const { standing } = scorecard;
  return {
    id: model.id,
    title: model.title,
    version: model.version,
    description: model.description,
    source: model.source,
    top: topLevel(model),
    proven: standing.proven,
    possible: standing.possible,
    states: standing.states,
    pillars: model.pillars.map(pillar =>
      pillarSummary(
        pillar,
        standing.pillars.find(({ pillarId }) => pillarId === pillar.id),
      ),
    ),
    next: standing.next && {
      level: standing.next.level,
      // A criterion that a changed model has just removed is in no one's way.
      blockers: standing.next.blockers.flatMap(id => {
        const place = index.criterion(id);
        return place ? [blockerOf(place, scorecard)] : [];
      }),
    },
    history,
    contradictions: scorecard.contradictions,
    asOf: looks.reduce(
      (latest, { observedAt }) =>
        observedAt && observedAt > latest ? observedAt : latest,
      scorecard.evaluatedAt,
    ),
  };
}

function pillarSummary(
  pillar: ModelIndex['model']['pillars'][number],
  standing: PillarStanding | undefined,
): PillarSummary {
  const { id, title, description } = pillar;
  return {
    id,
    title,
    description,
    proven: standing?.proven ?? 0,
    possible: standing?.possible ?? pillar.levels.length,
    // A pillar or level that a changed model has just added.
    levels: pillar.levels.map(
      ({ level }) =>
        standing?.levels[level - 1] ?? {
          level,
          total: 0,
          passed: 0,
          notMet: 0,
          unknown: 0,
        },
    ),
    states: standing?.states ?? {
      met: 0,
      'not-met': 0,
      unknown: 0,
      exempt: 0,
      'not-applicable': 0,
      error: 0,
    },
    next: standing?.next,
  };
}

function blockerOf(
  { pillar, strategy, criterion }: PlacedCriterion,
  scorecard: StoredScorecard,
) {
  return {
    criterionId: criterion.id,
    title: criterion.title,
    howTo: criterion.howTo,
    state: scorecard.results.get(criterion.id)?.state ?? 'unknown',
    pillarId: pillar.id,
    strategyId: strategy.id,
    canAttest: criterion.attestation !== undefined,
  };
}

function strategyView(
  strategy: Strategy,
  view: (criterionId: string) => CriterionView,
): StrategyView {
  const criteria = strategy.criteria.map(({ id }) => view(id));
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
  { criterion }: PlacedCriterion,
  scorecard: StoredScorecard,
  knowledge: PreparedKnowledge,
  exemptions: Map<string, Exemption>,
): CriterionView {
  const stored = scorecard.results.get(criterion.id);
  const { id, title, howTo, rule, appliesWhen, attestation } = criterion;
  const base = {
    id,
    title,
    howTo,
    rule: rule?.expression,
    onlyProves: criterion.onlyProves ?? false,
    appliesWhen: appliesWhen?.expression,
    attestation,
    exemption: exemptions.get(id),
  };
  if (!stored) {
    // A changed model has just added it.
    return {
      ...base,
      state: 'unknown',
      contradiction: false,
      reason: 'Not evaluated yet.',
      evidence: [],
    };
  }
  const result = judge(criterion, knowledge);
  return {
    ...base,
    state: stored.state,
    decidedBy: result.decidedBy,
    contradiction: result.contradiction,
    ...explain(criterion, knowledge, result),
    since: stored.since,
  };
}

function sourceStatus(
  looks: SourceLook[],
  outcomes: Map<string, SourceOutcome>,
): SourceStatus[] {
  const bySource = new Map(looks.map(look => [look.source, look]));
  return [...new Set([...bySource.keys(), ...outcomes.keys()])]
    .sort()
    .map(source => {
      const look = bySource.get(source);
      const outcome = outcomes.get(source);
      // What went wrong with this workload says more than what went wrong with the round.
      const failure = look?.error ? look : outcome;
      return {
        source,
        collectedAt: look?.observedAt,
        error: failure?.error,
        errorAt: failure?.errorAt,
      };
    });
}
