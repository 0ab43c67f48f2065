import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** How far the delivery has come. */
export interface DeliveryStatus {
  items: number;
  /** ISO 8601; absent until all of them are delivered. */
  deliveredAt?: string;
  /** Why the last attempt failed; absent when it did not. */
  error?: string;
}

/**
 * Hands something to another back end, again and again until that takes all of
 * it: it may start later than we do. Sending it twice changes nothing there.
 */
export class Delivery {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #logger: LoggerService;
  readonly #to: string;
  readonly #what: string;
  readonly #path: string;
  readonly #items: number;
  readonly #requests: object[];
  #deliveredAt?: string;
  #error?: string;

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    logger: LoggerService;
    /** Id of the plugin that takes it. */
    to: string;
    /** What is delivered, as the log calls it. */
    what: string;
    /** Route that takes it. */
    path: string;
    items: number;
    /** Bodies of the requests, in their order. */
    requests: object[];
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#logger = options.logger;
    this.#to = options.to;
    this.#what = options.what;
    this.#path = options.path;
    this.#items = options.items;
    this.#requests = options.requests;
  }

  get status(): DeliveryStatus {
    return {
      items: this.#items,
      deliveredAt: this.#deliveredAt,
      error: this.#error,
    };
  }

  /** Returns once they are delivered or the signal aborts. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    if (this.#items === 0) return;
    let wait = FIRST_WAIT_MS;
    while (!signal.aborted) {
      try {
        await this.deliver(signal);
        return;
      } catch (error) {
        if (signal.aborted) return;
        this.#noteFailure(error as Error);
      }
      await sleep(wait, signal);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  /**
   * One attempt.
   *
   * @throws ResponseError when the other back end refuses, TypeError when
   * it cannot be reached.
   */
  async deliver(signal?: AbortSignal): Promise<void> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: this.#to,
    });
    const base = await this.#discovery.getBaseUrl(this.#to);
    for (const body of this.#requests) {
      const response = await fetch(`${base}${this.#path}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${token}`,
        },
        body: JSON.stringify(body),
        signal,
      });
      if (!response.ok) throw await ResponseError.fromResponse(response);
    }
    this.#deliveredAt = new Date().toISOString();
    this.#error = undefined;
    this.#logger.info(`Delivered ${this.#items} example ${this.#what}`);
  }

  #noteFailure(error: Error) {
    // The back ends start side by side, so the first attempts may well find
    // nobody; what stays the same is said once.
    if (error.message !== this.#error) {
      this.#logger.info(
        `Example ${this.#what} are not delivered yet: ${error.message}`,
      );
    }
    this.#error = error.message;
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
