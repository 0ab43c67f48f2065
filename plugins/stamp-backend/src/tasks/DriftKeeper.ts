import { LoggerService } from '@backstage/backend-plugin-api';
import type { Estate, EstateView } from '@plumbline/plugin-stamp-node';
import { readEstate } from '../estate/readEstate';
import { StampStore } from '../store/StampStore';
import { WorkloadStore } from '../store/WorkloadStore';

const DAY_MS = 86_400_000;
/** Workloads that are read at the same time. */
const AT_ONCE = 4;

/** Keeps what is stored of the estate in step with it: locks, drift and open pull requests. */
export class DriftKeeper {
  readonly #estate: Pick<Estate, 'look'>;
  readonly #stamps: StampStore;
  readonly #workloads: WorkloadStore;
  readonly #logger: LoggerService;
  readonly #onRead: (workloadRefs: string[]) => Promise<void>;

  constructor(options: {
    estate: Pick<Estate, 'look'>;
    stamps: StampStore;
    workloads: WorkloadStore;
    logger: LoggerService;
    /** Told of the workloads that were looked at, whether that went well or not. */
    onRead?: (workloadRefs: string[]) => Promise<void>;
  }) {
    this.#estate = options.estate;
    this.#stamps = options.stamps;
    this.#workloads = options.workloads;
    this.#logger = options.logger;
    this.#onRead = options.onRead ?? (async () => {});
  }

  /**
   * Looks at every workload of which the estate does not say that nothing changed.
   *
   * @throws Error when the estate could not be read; what was read last stays.
   */
  async run(now: Date): Promise<void> {
    await this.#look(await this.#workloads.refs(), now);
  }

  /**
   * Looks at some workloads at once, those that are known already.
   *
   * @throws as {@link run}.
   */
  async look(workloadRefs: readonly string[], now: Date): Promise<void> {
    const known = await this.#workloads.read([...workloadRefs]);
    await this.#look([...known.keys()], now);
  }

  async #look(workloadRefs: string[], now: Date): Promise<void> {
    if (workloadRefs.length === 0) return;
    let view: EstateView;
    try {
      view = await this.#estate.look();
    } catch (error) {
      await this.#noteFailure(workloadRefs, error as Error, now);
      throw new Error(`The estate was not read: ${(error as Error).message}`);
    }
    const known = await this.#stamps.revisions();
    const queue = [...workloadRefs];
    const unchanged = new Set<string>();
    const failures: string[] = [];
    const worker = async () => {
      for (;;) {
        const workloadRef = queue.shift();
        if (workloadRef === undefined) return;
        try {
          const revision = await view.revisionOf(workloadRef);
          if (revision !== undefined && revision === known.get(workloadRef)) {
            unchanged.add(workloadRef);
            continue;
          }
          await this.#stamps.takeReading(
            await readEstate(
              workloadRef,
              await this.#stamps.locked(workloadRef),
              view,
            ),
            revision,
            now,
          );
        } catch (error) {
          failures.push(`${workloadRef}: ${(error as Error).message}`);
          await this.#noteFailure([workloadRef], error as Error, now);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await this.#stamps.noteUnchanged([...unchanged], now);
    await this.#onRead(workloadRefs.filter(ref => !unchanged.has(ref)));
    if (failures.length > 0) {
      this.#logger.warn(
        `The estate was not read for ${failures.length} workloads; first: ${failures[0]}`,
      );
      if (failures.length === workloadRefs.length) {
        throw new Error(`The estate was not read: ${failures[0]}`);
      }
    }
  }

  async #noteFailure(workloadRefs: string[], error: Error, now: Date) {
    await this.#stamps.noteFailure(
      workloadRefs,
      error.message.slice(0, 1_000),
      new Date(now.getTime() - DAY_MS),
      now,
    );
  }
}
