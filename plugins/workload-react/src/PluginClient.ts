import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';

/**
 * Calls one plugin's back end. Base of each family's API client, so that
 * errors and paths are handled in one place.
 */
export class PluginClient {
  readonly #pluginId: string;
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(
    pluginId: string,
    apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi },
  ) {
    this.#pluginId = pluginId;
    this.#discoveryApi = apis.discoveryApi;
    this.#fetchApi = apis.fetchApi;
  }

  /**
   * Parsed JSON of a GET. Absent query values are left out.
   *
   * @throws ResponseError when the answer is not 2xx.
   */
  async get<T>(
    path: string,
    query: Record<string, string | number | undefined> = {},
  ): Promise<T> {
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined && value !== '') search.set(key, String(value));
    }
    const suffix = search.size > 0 ? `?${search}` : '';
    return this.#request<T>(`${path}${suffix}`);
  }

  /**
   * Parsed JSON answer of a POST, `undefined` when it has no content.
   *
   * @throws ResponseError when the answer is not 2xx.
   */
  async post<T>(path: string, body: unknown): Promise<T> {
    return this.#request<T>(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #request<T>(path: string, init?: RequestInit): Promise<T> {
    const base = await this.#discoveryApi.getBaseUrl(this.#pluginId);
    const response = await this.#fetchApi.fetch(`${base}${path}`, init);
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.status === 204 ? (undefined as T) : response.json();
  }
}
