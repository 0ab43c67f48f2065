import {
  FactSourceSchema,
  MaturityModel,
  evaluateModel,
  summarize,
} from '@plumbline/plugin-maturity-common';
import { SummaryStore, inTurns } from '@plumbline/plugin-workload-node';
import { AttestationStore } from '../store/AttestationStore';
import { FactStore } from '../store/FactStore';
import { ResultStore } from '../store/ResultStore';
import { SerialQueue } from './SerialQueue';
import { changesOf, isEmpty } from './changesOf';

const WORKLOADS_AT_ONCE = 100;
const TREND_LENGTH = 30;

/** What the evaluator needs to know of the models. */
export interface ModelsInForce {
  readonly models: MaturityModel[];
  readonly incomplete: boolean;
}

/** Evaluates workloads from stored facts and answers, and stores what changed. */
export class Evaluator {
  readonly #models: ModelsInForce;
  readonly #sources: FactSourceSchema[];
  readonly #facts: FactStore;
  readonly #attestations: AttestationStore;
  readonly #results: ResultStore;
  readonly #summaries: SummaryStore;
  readonly #now: () => Date;
  readonly #queue = new SerialQueue();

  constructor(options: {
    models: ModelsInForce;
    sources: FactSourceSchema[];
    facts: FactStore;
    attestations: AttestationStore;
    results: ResultStore;
    summaries: SummaryStore;
    now?: () => Date;
  }) {
    this.#models = options.models;
    this.#sources = options.sources;
    this.#facts = options.facts;
    this.#attestations = options.attestations;
    this.#results = options.results;
    this.#summaries = options.summaries;
    this.#now = options.now ?? (() => new Date());
  }

  /** Evaluates every known workload. */
  async evaluateAll(): Promise<void> {
    await this.evaluate(await this.#facts.workloadRefs());
  }

  /** Evaluates these workloads; those that are not known are left out. */
  async evaluate(workloadRefs: string[]): Promise<void> {
    for await (const refs of inTurns(workloadRefs, WORKLOADS_AT_ONCE)) {
      await this.#queue.run(() => this.#evaluateBatch(refs));
    }
  }

  /** Forgets what is stored about workloads that are no more. */
  async remove(workloadRefs: string[]): Promise<void> {
    await this.#results.remove(workloadRefs);
    await this.#summaries.retain(await this.#facts.workloadRefs());
  }

  async #evaluateBatch(workloadRefs: string[]) {
    const { models, incomplete } = this.#models;
    const owners = await this.#facts.owners(workloadRefs);
    const refs = workloadRefs.filter(ref => owners.has(ref));
    const facts = await this.#facts.read(refs);
    const attestations = await this.#attestations.newest(refs);
    const stored = await this.#results.read(refs);
    const at = this.#now().toISOString();

    const evaluated = refs.map(ref => {
      const knowledge = {
        facts: facts.get(ref) ?? {},
        attestations: attestations.get(ref) ?? [],
      };
      const results = models.map(model => ({
        model,
        results: evaluateModel(model, knowledge, this.#sources, at),
      }));
      return {
        ref,
        ...changesOf(ref, results, stored.get(ref)!, {
          keepUnknownModels: incomplete,
          at,
        }),
      };
    });
    await this.#results.save(
      evaluated.map(({ changes }) => changes).filter(c => !isEmpty(c)),
    );
    if (models.length === 0) return;

    const history = await this.#results.history(refs, TREND_LENGTH);
    await this.#summaries.save(
      evaluated.map(({ ref, levels }) =>
        summarize(
          ref,
          models.map((model, index) => ({
            model,
            levels: levels[index],
            attestations: attestations.get(ref) ?? [],
            history: (history.get(ref)?.get(model.id) ?? [])
              .map(({ toProven }) => toProven)
              .reverse(),
          })),
          owners.get(ref),
          at,
        ),
      ),
    );
  }
}
