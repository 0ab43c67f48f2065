import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import {
  ENTITIES_TOPIC,
  EntitiesChanged,
} from '@plumbline/plugin-workload-common';

/** The catalog publishes while it processes; what it serves follows when it has stitched. */
const STITCHED_DELAY_MS = 5_000;

/**
 * Hears which workloads' entities changed, and has them summarised once the
 * catalog serves the change, so that a new workload need not wait for the next
 * round over all. A lost event is made up for by that round.
 */
export class SummarizeOnChange {
  readonly #summarize: (workloadRefs: string[]) => Promise<void>;
  readonly #logger: LoggerService;
  readonly #waiting = new Set<string>();
  #timer?: NodeJS.Timeout;

  constructor(options: {
    summarize: (workloadRefs: string[]) => Promise<void>;
    logger: LoggerService;
  }) {
    this.#summarize = options.summarize;
    this.#logger = options.logger;
  }

  /** Starts to listen. */
  async subscribe(events: EventsService): Promise<void> {
    await events.subscribe({
      id: 'slo',
      topics: [ENTITIES_TOPIC],
      onEvent: async ({ eventPayload }) => {
        const { workloadRefs } = eventPayload as EntitiesChanged;
        workloadRefs.forEach(ref => this.#waiting.add(ref));
        this.#timer ??= setTimeout(() => this.#flush(), STITCHED_DELAY_MS);
      },
    });
  }

  /** Stops waiting. */
  stop() {
    clearTimeout(this.#timer);
  }

  async #flush() {
    this.#timer = undefined;
    const refs = [...this.#waiting];
    this.#waiting.clear();
    try {
      await this.#summarize(refs);
    } catch (error) {
      this.#logger.warn(
        `Could not summarise ${refs.length} changed workloads`,
        error as Error,
      );
    }
  }
}
