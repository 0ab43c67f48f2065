import { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';

/** Values of a query by their names. Absent and empty ones are left out; a list repeats its name. */
export type Query = Record<string, QueryValue | QueryValue[]>;

type QueryValue = string | number | boolean | undefined;

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
   * Parsed JSON of a GET.
   *
   * @throws ResponseError when the answer is not 2xx.
   */
  async get<T>(path: string, query: Query = {}): Promise<T> {
    return parsed<T>(await this.#request(`${path}${searchOf(query)}`));
  }

  /**
   * Body of a GET as it comes, for files.
   *
   * @param onProgress - told how many bytes have come so far.
   * @throws ResponseError when the answer is not 2xx.
   */
  async getBlob(
    path: string,
    query: Query = {},
    onProgress?: (bytes: number) => void,
  ): Promise<Blob> {
    const response = await this.#request(`${path}${searchOf(query)}`);
    const reader = response.body?.getReader();
    if (!reader) return response.blob();
    const chunks: BlobPart[] = [];
    let bytes = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      bytes += value.byteLength;
      onProgress?.(bytes);
    }
    return new Blob(chunks, {
      type: response.headers.get('content-type') ?? '',
    });
  }

  /**
   * Parsed JSON answer of a POST, `undefined` when it has no content.
   *
   * @throws ResponseError when the answer is not 2xx.
   */
  async post<T>(path: string, body: unknown): Promise<T> {
    return this.#send<T>('POST', path, body);
  }

  /**
   * Parsed JSON answer of a PUT, `undefined` when it has no content.
   *
   * @throws ResponseError when the answer is not 2xx.
   */
  async put<T>(path: string, body: unknown): Promise<T> {
    return this.#send<T>('PUT', path, body);
  }

  /**
   * Sends a DELETE.
   *
   * @throws ResponseError when the answer is not 2xx.
   */
  async delete(path: string): Promise<void> {
    await this.#request(path, { method: 'DELETE' });
  }

  async #send<T>(method: string, path: string, body: unknown): Promise<T> {
    return parsed<T>(
      await this.#request(path, {
        method,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  }

  async #request(path: string, init?: RequestInit): Promise<Response> {
    const base = await this.#discoveryApi.getBaseUrl(this.#pluginId);
    const response = await this.#fetchApi.fetch(`${base}${path}`, init);
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

async function parsed<T>(response: Response): Promise<T> {
  return response.status === 204 ? (undefined as T) : response.json();
}

/** A query as it stands in an address, with its question mark; empty when there is nothing to say. */
export function searchOf(query: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const each of [value].flat()) {
      if (each !== undefined && each !== '') search.append(key, String(each));
    }
  }
  return search.size > 0 ? `?${search}` : '';
}
