import {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { AttestationItem } from './definition';

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
 * Hands the attestations to the maturity back end in one request, again and
 * again until it takes them: it may start later than we do. Sending them twice
 * changes nothing there.
 */
export class AttestationDelivery {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #logger: LoggerService;
  readonly #items: AttestationItem[];
  #deliveredAt?: string;
  #error?: string;

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    logger: LoggerService;
    items: AttestationItem[];
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#logger = options.logger;
    this.#items = options.items;
  }

  get status(): DeliveryStatus {
    return {
      items: this.#items.length,
      deliveredAt: this.#deliveredAt,
      error: this.#error,
    };
  }

  /** Returns once they are delivered or the signal aborts. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    if (this.#items.length === 0) return;
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
   * @throws ResponseError when the maturity back end refuses, TypeError when
   * it cannot be reached.
   */
  async deliver(signal?: AbortSignal): Promise<void> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'maturity',
    });
    const base = await this.#discovery.getBaseUrl('maturity');
    const response = await fetch(`${base}/attestations`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ items: this.#items }),
      signal,
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    this.#deliveredAt = new Date().toISOString();
    this.#error = undefined;
    this.#logger.info(`Delivered ${this.#items.length} example attestations`);
  }

  #noteFailure(error: Error) {
    // The back ends start side by side, so the first attempts may well find
    // nobody; what stays the same is said once.
    if (error.message !== this.#error) {
      this.#logger.info(
        `Example attestations are not delivered yet: ${error.message}`,
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
