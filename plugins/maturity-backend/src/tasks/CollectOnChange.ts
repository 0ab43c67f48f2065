import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import {
  ENTITIES_TOPIC,
  EntitiesChanged,
} from '@plumbline/plugin-workload-common';

const GATHER_MS = 1_000;

/**
 * Hears which workloads' entities changed, gathers them for a second and has
 * them collected, each once. An event that gets lost is made up for by the next
 * full collection.
 */
export class CollectOnChange {
  readonly #collect: (workloadRefs: string[]) => Promise<void>;
  readonly #logger: LoggerService;
  readonly #waiting = new Set<string>();
  #timer?: NodeJS.Timeout;

  constructor(options: {
    collect: (workloadRefs: string[]) => Promise<void>;
    logger: LoggerService;
  }) {
    this.#collect = options.collect;
    this.#logger = options.logger;
  }

  /** Starts to listen. */
  async subscribe(events: EventsService): Promise<void> {
    await events.subscribe({
      id: 'maturity',
      topics: [ENTITIES_TOPIC],
      onEvent: async ({ eventPayload }) => {
        this.add((eventPayload as EntitiesChanged).workloadRefs ?? []);
      },
    });
  }

  /** Adds workloads to those that will be collected. */
  add(workloadRefs: string[]) {
    workloadRefs.forEach(ref => this.#waiting.add(ref));
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  /** Stops waiting. */
  stop() {
    clearTimeout(this.#timer);
  }

  async #flush() {
    this.#timer = undefined;
    const refs = [...this.#waiting];
    this.#waiting.clear();
    if (refs.length === 0) return;
    try {
      await this.#collect(refs);
    } catch (error) {
      this.#logger.warn(
        `Could not collect ${refs.length} changed workloads`,
        error as Error,
      );
    }
  }
}
