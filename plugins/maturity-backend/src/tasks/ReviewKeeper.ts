import {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { RefQueue } from '@plumbline/plugin-workload-node';
import { ModelIndex } from '../models/ModelIndex';
import { RetentionStore } from '../store/RetentionStore';
import { StrategyCountStore } from '../store/StrategyCountStore';
import { TrendStore } from '../store/TrendStore';
import { Evaluated } from './Evaluator';
import { SerialQueue } from './SerialQueue';

const GATHER_MS = 5_000;
const QUIET_MS = 2_000;
/** So many are waited for until no more come: they are a round over all. */
const MANY = 500;
const DAY_MS = 86_400_000;
const DRY_RUN_DAYS = 30;
const NOTICE_DAYS = 400;

/**
 * Keeps the sums that the review of all workloads shows, so that reading them
 * counts nothing, and forgets what is too old.
 */
export class ReviewKeeper {
  readonly #models: { readonly indexes: ModelIndex[] };
  readonly #strategies: StrategyCountStore;
  readonly #trend: TrendStore;
  readonly #retention: RetentionStore;
  readonly #retentionDays: number;
  readonly #now: () => Date;
  readonly #changed: RefQueue;
  readonly #queue = new SerialQueue();
  #evaluatedAt = 0;

  constructor(options: {
    models: { readonly indexes: ModelIndex[] };
    strategies: StrategyCountStore;
    trend: TrendStore;
    retention: RetentionStore;
    /** Days for which changes of levels are kept. */
    retentionDays: number;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#models = options.models;
    this.#strategies = options.strategies;
    this.#trend = options.trend;
    this.#retention = options.retention;
    this.#retentionDays = options.retentionDays;
    this.#now = options.now ?? (() => new Date());
    this.#changed = new RefQueue({
      delayMs: GATHER_MS,
      logger: options.logger,
      work: refs => this.#countChanged(refs),
    });
  }

  /** Takes note that workloads were evaluated: their strategies are counted soon. */
  noteEvaluated(evaluated: Evaluated[]) {
    this.#evaluatedAt = Date.now();
    this.#changed.add(evaluated.map(({ workload }) => workload.workloadRef));
  }

  /** Counts missed strategies, of all workloads or of those in the same groups as some. */
  async countStrategies(workloadRefs?: string[]): Promise<void> {
    await this.#queue.run(async () => {
      for (const { model } of this.#models.indexes) {
        await this.#strategies.count(
          model.id,
          this.#now().toISOString(),
          workloadRefs,
        );
      }
    });
  }

  /** Brings today's distribution of levels up to date. */
  async noteLevels(): Promise<void> {
    const today = this.#dayBefore(0);
    for (const { model } of this.#models.indexes) {
      await this.#trend.note({ modelId: model.id }, today);
      for (const { id } of model.pillars) {
        await this.#trend.note({ modelId: model.id, pillarId: id }, today);
      }
    }
  }

  /** Forgets what is older than it is kept. */
  async prune(): Promise<void> {
    await this.#retention.prune({
      history: this.#timeBefore(this.#retentionDays),
      dryRuns: this.#timeBefore(DRY_RUN_DAYS),
      notices: this.#timeBefore(NOTICE_DAYS),
    });
    await this.#trend.prune(this.#dayBefore(this.#retentionDays));
  }

  /** Schedules all of it; what was evaluated meanwhile is made up for by full counts. */
  async start(
    scheduler: SchedulerService,
    lifecycle: LifecycleService,
  ): Promise<void> {
    lifecycle.addShutdownHook(() => this.#changed.close());
    const timeout = { minutes: 10 };
    await scheduler.scheduleTask({
      id: 'maturity-note-levels',
      frequency: { minutes: 15 },
      initialDelay: { minutes: 2 },
      timeout,
      fn: () => this.noteLevels(),
    });
    await scheduler.scheduleTask({
      id: 'maturity-count-strategies',
      frequency: { hours: 1 },
      initialDelay: { minutes: 3 },
      timeout,
      fn: () => this.countStrategies(),
    });
    await scheduler.scheduleTask({
      id: 'maturity-prune-history',
      frequency: { hours: 24 },
      initialDelay: { minutes: 10 },
      timeout,
      fn: () => this.prune(),
    });
  }

  async #countChanged(workloadRefs: string[]) {
    const isQuiet = Date.now() - this.#evaluatedAt >= QUIET_MS;
    if (workloadRefs.length >= MANY && !isQuiet) {
      this.#changed.add(workloadRefs);
    } else {
      await this.countStrategies(workloadRefs);
    }
  }

  #timeBefore(days: number): string {
    return new Date(this.#now().getTime() - days * DAY_MS).toISOString();
  }

  #dayBefore(days: number): string {
    return this.#timeBefore(days).slice(0, 10);
  }
}
