import { LoggerService } from '@backstage/backend-plugin-api';
import { resolveObjectives } from '@plumbline/plugin-slo-common';
import { DocumentLoader } from '../documents/DocumentLoader';
import { ObjectiveStore, StoredObjective } from '../store/ObjectiveStore';
import { Keeper } from '../store/Keeper';
import { Summarizer } from '../summary/Summarizer';
import { Collector } from './Collector';
import { Evaluator } from './Evaluator';

/** One round of the whole family: documents, collection, evaluation, summaries. */
export class SloRound {
  readonly #documents: DocumentLoader;
  readonly #objectives: ObjectiveStore;
  readonly #collector: Collector;
  readonly #evaluator: Evaluator;
  readonly #summarizer: Summarizer;
  readonly #logger: LoggerService;
  readonly #keeper: Keeper;
  readonly #onDeclared: (workloadRefs: string[]) => Promise<void>;
  readonly #clock: () => Date;
  #prunedDay: string | undefined;

  constructor(options: {
    documents: DocumentLoader;
    objectives: ObjectiveStore;
    collector: Collector;
    evaluator: Evaluator;
    summarizer: Summarizer;
    logger: LoggerService;
    keeper: Keeper;
    /** Told of the workloads whose documents changed. */
    onDeclared?: (workloadRefs: string[]) => Promise<void>;
    clock?: () => Date;
  }) {
    this.#documents = options.documents;
    this.#objectives = options.objectives;
    this.#collector = options.collector;
    this.#evaluator = options.evaluator;
    this.#summarizer = options.summarizer;
    this.#logger = options.logger;
    this.#keeper = options.keeper;
    this.#onDeclared = options.onDeclared ?? (async () => {});
    this.#clock = options.clock ?? (() => new Date());
  }

  /** @throws when the database fails; a source, a document or a catalog that fails does not make it throw. */
  async run(): Promise<void> {
    const now = this.#clock();
    const seconds = Math.floor(now.getTime() / 1_000);
    const concerned = await this.#loadDocuments(now);
    await this.#tellDeclared([...concerned]);
    const objectives = await this.#objectives.all();
    const changed = await this.#collector.collect(objectives, seconds);
    const evaluated = await this.#evaluator.evaluate(
      objectives,
      changed,
      seconds,
    );
    evaluated.forEach(ref => concerned.add(ref));
    await this.#summarize([...concerned], now);
    await this.#prune(objectives, now);
  }

  // Alerts are told after the round: they cannot wait for a catalog that does
  // not answer. Summaries are made anew every few minutes anyway.
  async #summarize(workloadRefs: string[], now: Date) {
    if (workloadRefs.length === 0) return;
    try {
      await this.#summarizer.summarize(workloadRefs, now);
    } catch (error) {
      this.#logger.warn(`Summaries are not up to date yet: ${error}`);
    }
  }

  // What is told can be found out later; numbers cannot wait for it.
  async #tellDeclared(workloadRefs: string[]) {
    if (workloadRefs.length === 0) return;
    try {
      await this.#onDeclared(workloadRefs);
    } catch (error) {
      this.#logger.warn(`Changed documents were not followed up: ${error}`);
    }
  }

  async #loadDocuments(now: Date): Promise<Set<string>> {
    const files = await this.#documents.loadIfChanged();
    if (!files) return new Set();
    const { objectives, errors } = resolveObjectives(files);
    try {
      const concerned = await this.#objectives.replace(
        files,
        objectives,
        errors,
        now,
      );
      this.#logger.info(
        `Read ${objectives.length} objectives from ${files.length} files, ${errors.length} errors`,
      );
      for (const error of errors) {
        this.#logger.warn(
          `${error.file}:${error.line}:${error.column}: ${error.message}`,
        );
      }
      return concerned;
    } catch (error) {
      this.#documents.forget();
      throw error;
    }
  }

  async #prune(objectives: StoredObjective[], now: Date) {
    const day = now.toISOString().slice(0, 10);
    if (this.#prunedDay === day) return;
    await this.#keeper.prune(objectives, now);
    this.#prunedDay = day;
  }
}
