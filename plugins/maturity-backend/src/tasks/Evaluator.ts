import {
  FactSourceSchema,
  Knowledge,
  appliesToTier,
  nextChangeByTime,
  prepare,
  summarize,
} from '@plumbline/plugin-maturity-common';
import {
  KnownWorkload,
  SummaryStore,
  inTurns,
} from '@plumbline/plugin-workload-node';
import { ModelIndex } from '../models/ModelIndex';
import {
  ScorecardChange,
  ScorecardStore,
  StoredScorecard,
  keyOf,
} from '../store/ScorecardStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { KnowledgeStores, readKnowledge } from '../store/readKnowledge';
import { SerialQueue } from './SerialQueue';
import { News, judgeModel } from './judgeModel';
import { scorecardChange } from './scorecardChange';

const WORKLOADS_AT_ONCE = 1_000;
const ATTEMPTS = 3;

/** What the evaluator needs to know of the models. */
export interface ModelsInForce {
  readonly indexes: ModelIndex[];
  readonly incomplete: boolean;
}

/** What an evaluation brought about one workload. */
export interface Evaluated {
  workload: KnownWorkload;
  /** In the order of the configuration; of the models that it is held against. */
  scorecards: { index: ModelIndex; scorecard: StoredScorecard }[];
  /** What was stored now. */
  changes: ScorecardChange[];
}

/** Told about workloads whose results changed. */
export type EvaluationListener = (evaluated: Evaluated[]) => Promise<void>;

/** Evaluates workloads from stored facts and answers, and stores what changed. */
export class Evaluator {
  readonly #models: ModelsInForce;
  readonly #sources: FactSourceSchema[];
  readonly #workloads: WorkloadStore;
  readonly #stores: KnowledgeStores;
  readonly #scorecards: ScorecardStore;
  readonly #summaries: SummaryStore;
  readonly #listeners: EvaluationListener[];
  readonly #now: () => Date;
  readonly #queue = new SerialQueue();

  constructor(
    options: KnowledgeStores & {
      models: ModelsInForce;
      sources: FactSourceSchema[];
      workloads: WorkloadStore;
      scorecards: ScorecardStore;
      summaries: SummaryStore;
      listeners?: EvaluationListener[];
      now?: () => Date;
    },
  ) {
    this.#models = options.models;
    this.#sources = options.sources;
    this.#workloads = options.workloads;
    this.#stores = options;
    this.#scorecards = options.scorecards;
    this.#summaries = options.summaries;
    this.#listeners = options.listeners ?? [];
    this.#now = options.now ?? (() => new Date());
  }

  /** Evaluates every known workload. */
  async evaluateAll(): Promise<void> {
    await this.evaluate(await this.#workloads.refs());
  }

  /** Evaluates the known workloads that are held against no model yet. */
  async evaluateFresh(): Promise<void> {
    await this.evaluate(await this.#workloads.fresh());
  }

  /** Evaluates the workloads of which time alone may have changed something. */
  async evaluateDue(): Promise<void> {
    for (;;) {
      const refs = await this.#scorecards.due(
        this.#now().getTime(),
        WORKLOADS_AT_ONCE,
      );
      if (refs.length === 0) return;
      await this.evaluate(refs);
    }
  }

  /**
   * Evaluates these workloads; those that are not known are left out.
   *
   * @param news - by workload ref: only what may be decided by it is judged
   * anew. Everything is, for workloads that are not in it.
   */
  async evaluate(
    workloadRefs: string[],
    news: Map<string, News> = new Map(),
  ): Promise<void> {
    // One order for all writers, so that two of them never wait for each other.
    const sorted = [...new Set(workloadRefs)].sort();
    for await (const refs of inTurns(sorted, WORKLOADS_AT_ONCE)) {
      await this.#queue.run(() => this.#evaluateBatch(refs, news));
    }
  }

  /**
   * Evaluates what facts or criteria may decide about which something is new.
   *
   * @param names - by workload ref.
   */
  async evaluateNews(
    kind: keyof News,
    names: Map<string, Iterable<string>>,
  ): Promise<void> {
    const news = [...names].map(([ref, of]) => [ref, { [kind]: of }] as const);
    await this.evaluate([...names.keys()], new Map(news));
  }

  async #evaluateBatch(workloadRefs: string[], news: Map<string, News>) {
    let left = workloadRefs;
    for (let attempt = 1; left.length > 0; attempt++) {
      // Whoever lost against another writer looks at everything again.
      left = await this.#attempt(left, attempt === 1 ? news : new Map());
      if (attempt === ATTEMPTS && left.length > 0) {
        throw new Error(
          `${left.length} workloads were evaluated by others at the same time, ${ATTEMPTS} times in a row`,
        );
      }
    }
  }

  /** @returns refs of workloads that another writer changed meanwhile. */
  async #attempt(
    workloadRefs: string[],
    news: Map<string, News>,
  ): Promise<string[]> {
    const known = await this.#workloads.read(workloadRefs);
    const refs = workloadRefs.filter(ref => known.has(ref));
    if (refs.length === 0) return [];
    const [knowledgeOf, stored] = await Promise.all([
      readKnowledge(refs, this.#stores),
      this.#scorecards.read(refs),
    ]);
    const at = this.#now().toISOString();
    const models = this.#models.indexes;

    const wanted: ScorecardChange[] = [];
    const evaluated: Evaluated[] = [];
    for (const ref of refs) {
      const workload = known.get(ref)!;
      const knowledge = prepare(knowledgeOf.get(ref)!, this.#sources, at);
      const item: Evaluated = { workload, scorecards: [], changes: [] };
      evaluated.push(item);
      for (const index of models) {
        if (!appliesToTier(index.model, workload.tier)) continue;
        const before = stored.get(ref)!.get(index.model.id);
        const change = scorecardChange(
          {
            workloadRef: ref,
            index,
            judged: judgeModel(index, knowledge, before, news.get(ref)),
            dueAt: nextChangeByTime(knowledge, index.model),
            at,
          },
          before,
        );
        if (change) wanted.push(change);
        item.scorecards.push({
          index,
          scorecard: change?.scorecard ?? before!,
        });
      }
    }
    const saved = await this.#scorecards.save(wanted);
    if (!this.#models.incomplete) await this.#retain(evaluated, stored);

    const lost = lostOf(wanted, saved);
    const byRef = new Map(
      evaluated.map(item => [item.workload.workloadRef, item]),
    );
    for (const change of saved) {
      byRef.get(change.scorecard.workloadRef)!.changes.push(change);
    }
    const settled = evaluated.filter(
      ({ workload }) => !lost.has(workload.workloadRef),
    );
    await this.#saveSummaries(settled, knowledgeOf, at);
    const changed = settled.filter(({ changes }) => changes.length > 0);
    if (changed.length > 0) {
      for (const listener of this.#listeners) await listener(changed);
    }
    return [...lost];
  }

  /** Forgets places on models that are gone, or that a workload is held against no more. */
  async #retain(
    evaluated: Evaluated[],
    stored: Map<string, Map<string, StoredScorecard>>,
  ) {
    const gone = evaluated
      .map(({ workload: { workloadRef }, scorecards }) => ({
        workloadRef,
        modelIds: scorecards.map(({ scorecard }) => scorecard.modelId),
      }))
      .filter(({ workloadRef, modelIds }) =>
        [...stored.get(workloadRef)!.keys()].some(id => !modelIds.includes(id)),
      );
    if (gone.length > 0) await this.#scorecards.retainModels(gone);
  }

  async #saveSummaries(
    evaluated: Evaluated[],
    knowledgeOf: Map<string, Knowledge>,
    at: string,
  ) {
    const placed = evaluated.filter(({ scorecards }) => scorecards.length > 0);
    await this.#summaries.save(
      placed.map(({ workload: { workloadRef, ownerRef }, scorecards }) =>
        summarize(
          workloadRef,
          scorecards.map(({ index: { model }, scorecard }) => ({
            model,
            standing: scorecard.standing,
            attestations: knowledgeOf.get(workloadRef)!.attestations,
            history: scorecard.trend,
          })),
          ownerRef,
          at,
        ),
      ),
    );
  }
}

function lostOf(wanted: ScorecardChange[], saved: ScorecardChange[]) {
  const won = new Set(saved.map(({ scorecard }) => keyOf(scorecard)));
  return new Set(
    wanted
      .filter(({ scorecard }) => !won.has(keyOf(scorecard)))
      .map(({ scorecard }) => scorecard.workloadRef),
  );
}
