import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { STATUSES_TOPIC, StatusesChanged } from '@plumbline/plugin-stamp-node';
import { RefQueue, slices } from '@plumbline/plugin-workload-node';

const REFS_PER_EVENT = 1_000;
const GATHER_MS = 200;
/** Entities that are refreshed at the same time. */
const AT_ONCE = 8;

/**
 * Says of which stamps something new was told, and has the catalog look at
 * them again. The catalog would do so by itself, minutes later: what gets lost
 * here is only late.
 */
export class StatusNews {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #events: EventsService;
  readonly #logger: LoggerService;
  readonly #queue: RefQueue;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    events: EventsService;
    logger: LoggerService;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#queue = new RefQueue({
      delayMs: GATHER_MS,
      work: refs => this.#refresh(refs),
      logger: options.logger,
    });
  }

  /** Spreads the news. Who told need not wait for the catalog. */
  async spread(stampRefs: string[]): Promise<void> {
    for (const refs of slices(stampRefs, REFS_PER_EVENT)) {
      const eventPayload: StatusesChanged = { stampRefs: refs };
      await this.#events
        .publish({ topic: STATUSES_TOPIC, eventPayload })
        .catch(error =>
          this.#logger.warn('Could not say what was told of stamps', error),
        );
    }
    this.#queue.add(stampRefs);
  }

  /** Forgets what waits. */
  close() {
    this.#queue.close();
  }

  async #refresh(stampRefs: string[]): Promise<void> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const queue = [...stampRefs];
    const failed: string[] = [];
    const worker = async () => {
      for (let ref = queue.shift(); ref; ref = queue.shift()) {
        try {
          await this.#catalog.refreshEntity(ref, { credentials });
        } catch (error) {
          failed.push(`${ref}: ${(error as Error).message}`);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (failed.length > 0) {
      this.#logger.warn(
        `The catalog did not refresh ${failed.length} stamps; it looks at them within minutes. First: ${failed[0]}`,
      );
    }
  }
}
