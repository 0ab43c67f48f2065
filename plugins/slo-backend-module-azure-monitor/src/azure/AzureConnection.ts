import { TokenCredential } from '@azure/core-auth';
import { Pipeline } from '@azure/core-rest-pipeline';
import { AzureFailure } from './AzureFailure';
import { answerPolicy } from './answerPolicy';

const MAX_RETRIES = 3;
/** A round does not wait longer than this for a service that wants rest. */
const MAX_WAIT_MS = 60_000;
const DEFAULT_REST_MS = 5_000;

/** What a connection needs of the world; tests have their own. */
export interface Surroundings {
  /** Milliseconds since the epoch. */
  now(): number;
  wait(ms: number): Promise<void>;
}

/** The real ones. */
export const REAL_SURROUNDINGS: Surroundings = {
  now: () => Date.now(),
  wait: ms => new Promise(resolve => setTimeout(resolve, ms)),
};

/** One endpoint: a few calls at a time, with rest when it asks for it and a fresh token when one is not accepted. */
export class AzureConnection<Client extends { pipeline: Pipeline }> {
  readonly #createClient: (credential: TokenCredential) => Client;
  readonly #createCredential: () => TokenCredential;
  readonly #timeoutMs: number;
  readonly #atOnce: number;
  readonly #surroundings: Surroundings;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #client: Client | undefined;
  #restUntil = 0;

  constructor(options: {
    createClient: (credential: TokenCredential) => Client;
    createCredential: () => TokenCredential;
    timeoutMs: number;
    /** Calls that may be under way together. */
    atOnce: number;
    surroundings: Surroundings;
  }) {
    this.#createClient = options.createClient;
    this.#createCredential = options.createCredential;
    this.#timeoutMs = options.timeoutMs;
    this.#atOnce = options.atOnce;
    this.#surroundings = options.surroundings;
  }

  /**
   * One call, again as often as makes sense.
   *
   * @throws AzureFailure
   */
  async run<T>(call: (client: Client) => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) {
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    } else {
      this.#running++;
    }
    try {
      return await this.#persist(call);
    } finally {
      // A waiting call takes over the place of the one that ends.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  /** No call begins before so many milliseconds have passed; a few seconds when it is not told. */
  restFor(ms: number = DEFAULT_REST_MS) {
    this.#restUntil = Math.max(this.#restUntil, this.#surroundings.now() + ms);
  }

  async #persist<T>(call: (client: Client) => Promise<T>): Promise<T> {
    let renewed = false;
    for (let attempt = 0; ; attempt++) {
      await this.#rest();
      const client = this.#connected();
      try {
        return await call(client);
      } catch (error) {
        const failure = asFailure(error);
        if (failure.kind === 'expired' && !renewed) {
          renewed = true;
          // Credentials keep tokens until they expire by their own clock; another call may have renewed already.
          if (this.#client === client) this.#client = undefined;
          continue;
        }
        const again =
          failure.kind === 'throttled' || failure.kind === 'unavailable';
        if (failure.kind === 'throttled') {
          this.restFor(failure.retryAfterMs);
        }
        if (!again || attempt >= MAX_RETRIES) throw failure;
        if (failure.kind === 'unavailable') {
          await this.#surroundings.wait(500 * 2 ** attempt);
        }
      }
    }
  }

  async #rest() {
    const ms = this.#restUntil - this.#surroundings.now();
    if (ms <= 0) return;
    if (ms > MAX_WAIT_MS) {
      throw new AzureFailure('throttled', { retryAfterMs: ms });
    }
    await this.#surroundings.wait(ms);
  }

  #connected(): Client {
    if (!this.#client) {
      this.#client = this.#createClient(this.#createCredential());
      this.#client.pipeline.addPolicy(answerPolicy(this.#timeoutMs), {
        beforePolicies: ['bearerTokenAuthenticationPolicy'],
      });
    }
    return this.#client;
  }
}

/** What a client throws by itself comes from an answer that it cannot read. */
function asFailure(error: unknown): AzureFailure {
  return error instanceof AzureFailure ? error : new AzureFailure('shape');
}

/** How clients are made: tries again and redirects are not left to them. */
export const CLIENT_OPTIONS = {
  retryOptions: { maxRetries: 0 },
  // A redirect would lead to a host that nobody configured.
  redirectOptions: { maxRetries: 0 },
};
