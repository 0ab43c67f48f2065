import { LoggerService } from '@backstage/backend-plugin-api';
import type { StampStatus } from '@plumbline/plugin-stamp-common';
import type { StampStatusClient } from '@plumbline/plugin-stamp-node';
import { PluginAbsentError } from '@plumbline/plugin-workload-node';

/** How long what was read counts, unless an event says that something new was told. */
const KEPT_MS = 60_000;
/** How long nobody asks again after a failure: entities must not wait for each other. */
const PAUSE_MS = 10_000;
/** The catalog processes many entities; each waits at most so long. */
const PATIENCE_MS = 5_000;

/** By full ref of the stamp. */
export type StatusesByStamp = ReadonlyMap<string, StampStatus>;

/**
 * What pipelines told of all stamps, read at once for all entities that are
 * processed within a minute.
 */
export class ToldStatuses {
  readonly #client: Pick<StampStatusClient, 'readAll'>;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #reading: Promise<StatusesByStamp | undefined> | undefined;
  #until = 0;
  #isFailing = false;

  constructor(options: {
    client: Pick<StampStatusClient, 'readAll'>;
    logger: LoggerService;
    /** Milliseconds; the real clock when absent. */
    now?: () => number;
  }) {
    this.#client = options.client;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Never throws.
   *
   * @returns empty where the stamp back end is not installed; `undefined` where
   * it cannot be asked just now.
   */
  read(): Promise<StatusesByStamp | undefined> {
    if (!this.#reading || this.#now() >= this.#until) {
      this.#until = this.#now() + KEPT_MS;
      const reading: Promise<StatusesByStamp | undefined> = this.#ask().then(
        statuses => {
          if (!statuses && this.#reading === reading) {
            this.#until = this.#now() + PAUSE_MS;
          }
          return statuses;
        },
      );
      this.#reading = reading;
    }
    return this.#reading;
  }

  /** Has the next entity ask anew: something new was told. */
  drop() {
    this.#reading = undefined;
  }

  async #ask(): Promise<StatusesByStamp | undefined> {
    try {
      const statuses = await this.#client.readAll({
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (this.#isFailing) {
        this.#isFailing = false;
        this.#logger.info('What pipelines tell of stamps can be read again');
      }
      return new Map(statuses.map(status => [status.stampRef, status]));
    } catch (error) {
      if (error instanceof PluginAbsentError) return new Map();
      // Once, however many entities are processed meanwhile.
      if (!this.#isFailing) {
        this.#isFailing = true;
        this.#logger.warn(
          `What pipelines tell of stamps cannot be read; stamps stay as they were last told: ${
            (error as Error).message
          }`,
        );
      }
      return undefined;
    }
  }
}
