import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { JsonValue } from '@backstage/types';
import { FactRequest, FactSource } from '@plumbline/plugin-maturity-node';
import {
  SummaryStore,
  WorkloadEntities,
  knownWorkload,
  readWorkloads,
} from '@plumbline/plugin-workload-node';
import { ChangedFacts, FactStore } from '../store/FactStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { Evaluator } from './Evaluator';
import { News } from './judgeModel';
import { askSource } from './askSource';

/** For up to 200 workloads: as long as it takes to read that many repositories for the first time. */
const SOURCE_TIMEOUT_MS = 15 * 60_000;

/**
 * Asks sources for facts about workloads, stores them, and has what changed
 * evaluated. One look at the catalog serves all sources that are asked.
 */
export class FactCollector {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #sources: FactSource[];
  readonly #workloads: WorkloadStore;
  readonly #facts: FactStore;
  readonly #evaluator: Evaluator;
  readonly #summaries: SummaryStore;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    sources: FactSource[];
    workloads: WorkloadStore;
    facts: FactStore;
    evaluator: Evaluator;
    summaries: SummaryStore;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#sources = options.sources;
    this.#workloads = options.workloads;
    this.#facts = options.facts;
    this.#evaluator = options.evaluator;
    this.#summaries = options.summaries;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Asks sources about all workloads. A source that fails leaves its last facts
   * and a note, and stops no other.
   *
   * @throws what the catalog threw, or an error that names the sources that failed.
   */
  async collectAll(sources: FactSource[], signal: AbortSignal): Promise<void> {
    const found = new Set<string>();
    const failed = new Map<string, string>();
    try {
      for await (const batch of this.#read()) {
        signal.throwIfAborted();
        await this.#collectBatch(batch, sources, signal, failed);
        batch.forEach(({ workloadRef }) => found.add(workloadRef));
      }
    } catch (error) {
      const message = `The catalog could not be read: ${
        (error as Error).message
      }`;
      await this.#noteOutcomes(
        sources,
        new Map(sources.map(({ schema }) => [schema.source, message])),
      );
      throw error;
    }
    await this.#noteOutcomes(sources, failed);
    const known = await this.#workloads.refs();
    await this.#forget(known.filter(ref => !found.has(ref)));
    if (failed.size > 0) {
      throw new Error(
        [...failed].map(([source, why]) => `${source}: ${why}`).join('; '),
      );
    }
  }

  /**
   * Asks sources about these workloads, and all sources about those that were
   * not known before; forgets those that are no workloads any more.
   */
  async collect(
    workloadRefs: string[],
    sources: FactSource[] = this.#sources,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<void> {
    const known = await this.#workloads.read(workloadRefs);
    const found = new Set<string>();
    const failed = new Map<string, string>();
    for await (const batch of this.#read(workloadRefs)) {
      batch.forEach(({ workloadRef }) => found.add(workloadRef));
      const fresh = batch.filter(({ workloadRef }) => !known.has(workloadRef));
      const rest = batch.filter(({ workloadRef }) => known.has(workloadRef));
      await this.#collectBatch(rest, sources, signal, failed);
      await this.#collectBatch(fresh, this.#sources, signal, failed);
    }
    await this.#forget([...known.keys()].filter(ref => !found.has(ref)));
    for (const [source, why] of failed) {
      this.#logger.warn(`Source of facts '${source}' failed: ${why}`);
    }
  }

  async *#read(workloadRefs?: string[]) {
    yield* readWorkloads({
      catalog: this.#catalog,
      credentials: await this.#auth.getOwnServiceCredentials(),
      workloadRefs,
    });
  }

  async #collectBatch(
    batch: WorkloadEntities[],
    sources: FactSource[],
    signal: AbortSignal,
    failed: Map<string, string>,
  ) {
    if (batch.length === 0) return;
    const { added, changed } = await this.#workloads.save(
      batch.map(knownWorkload),
    );
    const news = new Map<string, News>();
    // At the same time: one that waits for its host holds up no other.
    const answered = await Promise.all(
      sources.map(async source => {
        try {
          return await this.#ask(source, batch, signal);
        } catch (error) {
          failed.set(source.schema.source, (error as Error).message);
          return new Map<string, Set<string>>();
        }
      }),
    );
    for (const [ref, names] of answered.flatMap(changes => [...changes])) {
      news.set(ref, { facts: [...(news.get(ref)?.facts ?? []), ...names] });
    }
    // A workload of another tier may be held against other models.
    for (const ref of [...added, ...changed]) news.delete(ref);
    await this.#evaluator.evaluate(
      [...news.keys(), ...added, ...changed],
      news,
    );
  }

  async #ask(
    source: FactSource,
    batch: WorkloadEntities[],
    signal: AbortSignal,
  ): Promise<ChangedFacts> {
    const { schema } = source;
    const states = await this.#facts.states(
      schema.source,
      batch.map(({ workloadRef }) => workloadRef),
    );
    const answers = await askSource(
      source,
      batch.map(
        (workload): FactRequest => ({
          workload,
          state: stateFor(source, states.get(workload.workloadRef)),
        }),
      ),
      { signal, timeoutMs: SOURCE_TIMEOUT_MS },
    );
    return this.#facts.saveCollected(
      schema,
      answers.map(answer => ({
        ...answer,
        state:
          answer.state === undefined
            ? undefined
            : { of: stateKey(source), state: answer.state },
      })),
      this.#now().toISOString(),
    );
  }

  async #noteOutcomes(sources: FactSource[], failed: Map<string, string>) {
    const at = this.#now().toISOString();
    for (const { schema } of sources) {
      await this.#facts.noteOutcome(
        schema.source,
        at,
        failed.get(schema.source),
      );
    }
  }

  async #forget(workloadRefs: string[]) {
    if (workloadRefs.length === 0) return;
    await this.#workloads.remove(workloadRefs);
    await this.#summaries.retain(await this.#workloads.refs());
  }
}

/** A source whose facts are others than before starts anew. */
function stateKey({ schema }: FactSource): string {
  return Object.keys(schema.facts).join(',');
}

function stateFor(
  source: FactSource,
  stored: JsonValue | undefined,
): JsonValue | undefined {
  const kept = stored as { of: string; state: JsonValue } | undefined;
  return kept?.of === stateKey(source) ? kept.state : undefined;
}
