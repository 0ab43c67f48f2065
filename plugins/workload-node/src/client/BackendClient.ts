import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';

const TIMEOUT_MS = 30_000;

/** How a connection ends that was closed while a request was on its way. */
const RESET_CODES = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** A plugin's back end is not installed. */
export class PluginAbsentError extends Error {
  override name = 'PluginAbsentError';
}

/** Asks other plugins' back ends, as this plugin itself and on behalf of nobody. */
export class BackendClient {
  readonly #discovery: DiscoveryService;
  readonly #auth: AuthService;

  constructor(options: { discovery: DiscoveryService; auth: AuthService }) {
    this.#discovery = options.discovery;
    this.#auth = options.auth;
  }

  /**
   * Answer of a `POST` route that only reads.
   *
   * @param path - below the plugin's base address, such as `/summaries/query`.
   * @throws PluginAbsentError when the plugin is not installed; ResponseError
   * when it does not answer as it should; Error when it cannot be reached or
   * `signal` is aborted.
   */
  async query<Answer>(
    pluginId: string,
    path: string,
    body: object,
    options: { signal?: AbortSignal } = {},
  ): Promise<Answer> {
    return this.#send(pluginId, path, options.signal, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Answer of a `GET` route; throws as `query` does. */
  async get<Answer>(
    pluginId: string,
    path: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<Answer> {
    return this.#send(pluginId, path, options.signal, {});
  }

  async #send<Answer>(
    pluginId: string,
    path: string,
    signal: AbortSignal | undefined,
    init: RequestInit,
  ): Promise<Answer> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: pluginId,
    });
    const response = await fetchRead(
      `${await this.#discovery.getBaseUrl(pluginId)}${path}`,
      {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${token}` },
      },
      signal,
    );
    if (response.status === 404) {
      throw new PluginAbsentError(`'${pluginId}' is not installed`);
    }
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}

/**
 * `fetch` for what only reads. A server may close an idle connection just as a
 * request sets out on it; that request is sent once more, on a new one.
 *
 * @throws Error with the cause in words, where `fetch` says only that it failed.
 */
async function fetchRead(
  url: string,
  init: RequestInit,
  stop?: AbortSignal,
): Promise<Response> {
  const send = () => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const signal = stop ? AbortSignal.any([stop, timeout]) : timeout;
    return fetch(url, { ...init, signal });
  };
  try {
    return await send().catch(error => {
      if (RESET_CODES.has(error.cause?.code)) return send();
      throw error;
    });
  } catch (error) {
    const { cause, message } = error as Error & { cause?: Error };
    throw new Error(cause?.message ?? message, { cause: error });
  }
}
