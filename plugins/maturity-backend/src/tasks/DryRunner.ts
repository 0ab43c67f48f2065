import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DryRun,
  DryRunInput,
  FactSourceSchema,
  ModelFiles,
  ModelProblem,
  RuleLanguage,
  appliesToTier,
  modelIdOf,
  parseModel,
  prepare,
} from '@plumbline/plugin-maturity-common';
import { inTurns } from '@plumbline/plugin-workload-node';
import { ModelIndex } from '../models/ModelIndex';
import { DryRunStore } from '../store/DryRunStore';
import { ScorecardStore } from '../store/ScorecardStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { KnowledgeStores, readKnowledge } from '../store/readKnowledge';
import { compareCriteria } from './DryRunCriteria';
import { dryRunFiles } from './DryRunFiles';
import { DryRunTally } from './DryRunTally';
import { judgeModel } from './judgeModel';
import { scorecardChange } from './scorecardChange';

const WORKLOADS_AT_ONCE = 200;
const SAVED_EVERY_MS = 1_000;

/** What dry runs need to know of the models. */
export interface ModelsToCompare {
  index(modelId?: string): ModelIndex | undefined;
  files(modelId: string): ModelFiles | undefined;
  conflicts(index: ModelIndex, file: string): ModelProblem[];
}

/**
 * Tries changed models out: evaluates all workloads from what is stored, as if
 * the model were in force, and keeps nothing but the comparison.
 */
export class DryRunner {
  readonly #options: DryRunnerOptions;
  readonly #now: () => Date;
  readonly #stopped = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(options: DryRunnerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Checks a model and begins to evaluate it.
   *
   * @returns how it starts: `failed` with the problems when the files are wrong.
   * @throws ConflictError when one of the same person is going.
   */
  async start(input: DryRunInput, createdBy: string): Promise<DryRun> {
    const { models, rules, store, workloads } = this.#options;
    const modelId = modelIdOf(input.text);
    const inForce = modelId === undefined ? undefined : models.files(modelId);
    const { model, problems } = parseModel(dryRunFiles(input, inForce), {
      rules,
    });
    const index = model && new ModelIndex(model);
    const found =
      problems ??
      models
        .conflicts(index!, inForce?.file ?? input.file)
        // The file in force is not the one that is tried out.
        .map(problem => ({ ...problem, file: input.file }));
    const refs = found.length > 0 ? [] : await workloads.refs();
    const run: DryRun = {
      id: randomUUID(),
      state: found.length > 0 ? 'failed' : 'running',
      modelId: model?.id ?? modelId,
      version: model?.version,
      createdBy,
      createdAt: this.#now().toISOString(),
      progress: { done: 0, total: refs.length },
      problems: found,
      ...(found.length > 0 && { error: 'The files have problems.' }),
    };
    await store.add(run);
    if (index && found.length === 0) {
      const work = this.#evaluate(run, index, refs);
      this.#running.add(work);
      work.finally(() => this.#running.delete(work));
    }
    return run;
  }

  /** Resolves when those that run now have ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** Ends those that run now; they count as failed. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.settled();
  }

  async #evaluate(run: DryRun, index: ModelIndex, refs: string[]) {
    const { store, logger } = this.#options;
    try {
      const done = await this.#compare(run, index, refs);
      if (done) await store.save(done);
    } catch (error) {
      const stopped = this.#stopped.signal.aborted;
      if (!stopped) {
        logger.error(`Dry run ${run.id} failed`, error as Error);
      }
      await store
        .save({
          ...run,
          state: 'failed',
          error: stopped
            ? 'The server that did it has stopped. Start it again.'
            : 'It could not be done; the log of the server says why.',
        })
        .catch(failure =>
          logger.error(`Dry run ${run.id} could not be stored`, failure),
        );
    }
  }

  /** @returns what was found; `undefined` when nobody waits for it any more. */
  async #compare(
    run: DryRun,
    index: ModelIndex,
    refs: string[],
  ): Promise<DryRun | undefined> {
    const { models, scorecards, sources, store, workloads } = this.#options;
    const inForce = models.index(index.model.id);
    const tally = new DryRunTally(inForce, index);
    const at = this.#now().toISOString();
    let savedAt = this.#now().getTime();
    let done = 0;
    for await (const batch of inTurns(refs, WORKLOADS_AT_ONCE)) {
      this.#stopped.signal.throwIfAborted();
      const [known, knowledgeOf, stored] = await Promise.all([
        workloads.read(batch),
        readKnowledge(batch, this.#options),
        scorecards.read(batch),
      ]);
      for (const [workloadRef, workload] of known) {
        const applies = appliesToTier(index.model, workload.tier);
        const after =
          applies &&
          scorecardChange(
            {
              workloadRef,
              index,
              judged: judgeModel(
                index,
                prepare(knowledgeOf.get(workloadRef)!, sources, at),
              ),
              at,
            },
            undefined,
          )!.scorecard;
        tally.add(
          workload,
          inForce && stored.get(workloadRef)?.get(inForce.model.id),
          after || undefined,
        );
      }
      done += batch.length;
      const now = this.#now().getTime();
      if (now - savedAt >= SAVED_EVERY_MS) {
        savedAt = now;
        const progress = { done, total: refs.length };
        if (!(await store.save({ ...run, progress }))) return undefined;
      }
    }
    return {
      ...run,
      state: 'done',
      progress: { done, total: refs.length },
      criteria: compareCriteria(inForce, index),
      ...tally.findings,
    };
  }
}

/** What a {@link DryRunner} works with. */
export interface DryRunnerOptions extends KnowledgeStores {
  models: ModelsToCompare;
  rules: RuleLanguage;
  sources: FactSourceSchema[];
  workloads: WorkloadStore;
  scorecards: ScorecardStore;
  store: DryRunStore;
  logger: LoggerService;
  now?: () => Date;
}
