import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import {
  ENTITIES_TOPIC,
  EntitiesChanged,
} from '@plumbline/plugin-workload-common';

const BATCH_MS = 1_000;
const REFS_PER_EVENT = 1_000;

/**
 * Gathers the refs of workloads whose entities changed and publishes them about
 * a second after the first, so that a change of many entities is one event.
 */
export class ChangedWorkloads {
  readonly #events: EventsService;
  readonly #logger: LoggerService;
  readonly #refs = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { events: EventsService; logger: LoggerService }) {
    this.#events = options.events;
    this.#logger = options.logger;
  }

  /** Notes some refs; `undefined` ones are left out. */
  add(refs: (string | undefined)[]) {
    for (const ref of refs) {
      if (ref) this.#refs.add(ref);
    }
    if (this.#refs.size === 0 || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.flush().catch(error =>
        this.#logger.warn(
          'Could not say which workloads changed; they are read again within minutes',
          error,
        ),
      );
    }, BATCH_MS);
    this.#timer.unref();
  }

  /** Publishes what was gathered, at once. */
  async flush(): Promise<void> {
    const workloadRefs = [...this.#refs].sort();
    this.#refs.clear();
    for (let i = 0; i < workloadRefs.length; i += REFS_PER_EVENT) {
      const eventPayload: EntitiesChanged = {
        workloadRefs: workloadRefs.slice(i, i + REFS_PER_EVENT),
      };
      await this.#events.publish({ topic: ENTITIES_TOPIC, eventPayload });
    }
  }
}
