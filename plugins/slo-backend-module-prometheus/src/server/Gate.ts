import { setTimeout as sleep } from 'node:timers/promises';

/** How many failures in a row close the gate. */
const FAILURES_UNTIL_CLOSED = 4;
/** For how long it stays closed then. */
const CLOSED_MS = 15_000;
/** A server that wants to be left alone for longer is not waited for. */
const MAX_WAIT_MS = 30_000;

/**
 * Spares a server: lets a few requests through at once, none while it asks to
 * be left alone, and none for a while when it is out of reach, so that
 * thousands of SLOs do not each wait for the same time-out.
 */
export class Gate {
  readonly #width: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #failures = 0;
  #pausedUntil = 0;
  #closed?: { until: number; reason: string };

  constructor(width: number) {
    this.#width = width;
  }

  /** Does the work when it is its turn. @throws Error of {@link Gate.failed} while the gate is closed. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#width) {
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    } else {
      this.#running++;
    }
    try {
      for (
        let wait = this.#pausedUntil - Date.now();
        wait > 0;
        wait = this.#pausedUntil - Date.now()
      ) {
        await sleep(wait);
      }
      if (this.#closed) {
        if (Date.now() < this.#closed.until) {
          throw new Error(this.#closed.reason);
        }
        this.#closed = undefined;
      }
      return await work();
    } finally {
      // A waiting request takes over the place of the one that ends.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  /** The server asks to be left alone. @returns whether that is short enough to wait for. */
  pause(milliseconds: number, reason: string): boolean {
    const until = Date.now() + milliseconds;
    if (milliseconds > MAX_WAIT_MS) {
      this.#closed = { until, reason };
      return false;
    }
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    return true;
  }

  /** The server could not be reached. */
  failed(reason: string): void {
    if (++this.#failures < FAILURES_UNTIL_CLOSED) return;
    this.#failures = 0;
    this.#closed = { until: Date.now() + CLOSED_MS, reason };
  }

  /** The server answered. */
  answered(): void {
    this.#failures = 0;
  }
}
