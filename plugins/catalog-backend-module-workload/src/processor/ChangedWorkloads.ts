import { LoggerService } from '@backstage/backend-plugin-api';
import { EventsService } from '@backstage/plugin-events-node';
import {
  ENTITIES_TOPIC,
  EntitiesChanged,
} from '@plumbline/plugin-workload-common';

const BATCH_MS = 1_000;
/**
 * The catalog says nothing when it has stitched an entity, which follows its
 * processing after a second or, on a busy start, many: so it is said again.
 */
const AGAIN_MS = [5_000, 20_000];
const REFS_PER_EVENT = 1_000;

/**
 * Gathers the refs of workloads whose entities changed and publishes them about
 * a second after the first, so that a change of many entities is one event; and
 * twice again later, for those who read the catalog before it had caught up.
 */
export class ChangedWorkloads {
  readonly #events: EventsService;
  readonly #logger: LoggerService;
  readonly #refs = new Set<string>();
  readonly #repeats = new Set<NodeJS.Timeout>();
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
      const gathered = [...this.#refs].sort();
      this.#refs.clear();
      this.#publish(gathered);
      for (const delay of AGAIN_MS) this.#publishLater(gathered, delay);
    }, BATCH_MS);
    this.#timer.unref();
  }

  /** Forgets what is waiting to be published. */
  close() {
    clearTimeout(this.#timer);
    this.#repeats.forEach(clearTimeout);
    this.#repeats.clear();
  }

  #publishLater(workloadRefs: string[], delay: number) {
    const timer = setTimeout(() => {
      this.#repeats.delete(timer);
      this.#publish(workloadRefs);
    }, delay);
    timer.unref();
    this.#repeats.add(timer);
  }

  #publish(workloadRefs: string[]) {
    this.#send(workloadRefs).catch(error =>
      this.#logger.warn(
        'Could not say which workloads changed; they are read again within minutes',
        error,
      ),
    );
  }

  async #send(workloadRefs: string[]): Promise<void> {
    for (let i = 0; i < workloadRefs.length; i += REFS_PER_EVENT) {
      const eventPayload: EntitiesChanged = {
        workloadRefs: workloadRefs.slice(i, i + REFS_PER_EVENT),
      };
      await this.#events.publish({ topic: ENTITIES_TOPIC, eventPayload });
    }
  }
}
