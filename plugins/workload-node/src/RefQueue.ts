import { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Gathers refs for a while and then works on all of them at once. What comes in
 * during the work waits for the next round.
 */
export class RefQueue {
  readonly #delayMs: number;
  readonly #work: (refs: string[]) => Promise<void>;
  readonly #logger: LoggerService;
  readonly #refs = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #working = false;
  #closed = false;

  constructor(options: {
    delayMs: number;
    work: (refs: string[]) => Promise<void>;
    logger: LoggerService;
  }) {
    this.#delayMs = options.delayMs;
    this.#work = options.work;
    this.#logger = options.logger;
  }

  add(refs: string[]) {
    refs.forEach(ref => this.#refs.add(ref));
    this.#schedule();
  }

  /** Forgets what waits; work under way ends by itself. */
  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #schedule() {
    if (this.#refs.size === 0 || this.#timer || this.#working || this.#closed) {
      return;
    }
    this.#timer = setTimeout(() => this.#run(), this.#delayMs);
    this.#timer.unref();
  }

  async #run() {
    this.#timer = undefined;
    this.#working = true;
    const refs = [...this.#refs].sort();
    this.#refs.clear();
    try {
      await this.#work(refs);
    } catch (error) {
      // The scheduled task makes up for it.
      this.#logger.warn(
        `An update of ${refs.length} workloads failed; all are read again within minutes`,
        error as Error,
      );
    } finally {
      this.#working = false;
      this.#schedule();
    }
  }
}
