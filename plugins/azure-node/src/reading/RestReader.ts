import {
  HttpClient,
  Pipeline,
  bearerTokenAuthenticationPolicy,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from '@azure/core-rest-pipeline';
import { AzureFailure } from './AzureFailure';
import { CLIENT_OPTIONS, ConnectionOptions } from './ConnectionOptions';
import { Turnstile } from './Turnstile';
import { guardPolicies } from './guardPolicy';

const CALLS_AT_ONCE = 4;

/** Reads from an API that has no list-only client of its own: Microsoft Graph, Resource Manager. */
export class RestReader {
  readonly #origin: string;
  readonly #pipeline: Pipeline;
  readonly #http: HttpClient;
  #signal: AbortSignal | undefined;

  /** @param origin - such as `https://graph.microsoft.com`; also whom tokens are for. */
  constructor(
    origin: string,
    options: ConnectionOptions & {
      /** Only these paths are read, percent-encoded as they are sent; any when absent. */
      paths?: RegExp;
    },
  ) {
    this.#origin = origin;
    this.#http = options.httpClient;
    this.#pipeline = createPipelineFromOptions(CLIENT_OPTIONS);
    const { outer, inner } = guardPolicies({
      origin,
      paths: options.paths,
      timeoutMs: options.timeoutMs,
      turnstile: new Turnstile(CALLS_AT_ONCE),
      signal: () => this.#signal,
    });
    this.#pipeline.addPolicy(outer, {
      beforePolicies: ['userAgentPolicy', 'defaultRetryPolicy'],
    });
    this.#pipeline.addPolicy(inner, { afterPhase: 'Retry' });
    this.#pipeline.addPolicy(
      bearerTokenAuthenticationPolicy({
        credential: options.credential,
        scopes: [`${origin}/.default`],
      }),
      { phase: 'Sign' },
    );
    if (options.network) {
      this.#pipeline.addPolicy(options.network, { afterPhase: 'Sign' });
    }
  }

  /** From now on calls end when this is aborted. */
  endWith(signal: AbortSignal) {
    this.#signal = signal;
  }

  /**
   * @param address - a path with its query, or a link of an answer.
   * @param reviver - what of the answer is kept, as of `JSON.parse`.
   * @throws AzureFailure
   */
  async get(
    address: string,
    reviver?: (key: string, value: unknown) => unknown,
  ): Promise<any> {
    const response = await this.#pipeline.sendRequest(
      this.#http,
      createPipelineRequest({
        url: URL.parse(address, this.#origin)?.href ?? '',
        headers: createHttpHeaders({ accept: 'application/json' }),
      }),
    );
    try {
      return JSON.parse(response.bodyAsText ?? '', reviver);
    } catch {
      throw new AzureFailure('shape');
    }
  }
}
