import { Failure } from '../failure.mjs';

const TIMEOUT_MS = 30_000;

/** The maturity back end of a running portal. */
export class MaturityClient {
  #baseUrl;
  #token;

  /**
   * @param {string} url - of the portal's back end, such as `http://127.0.0.1:7007`
   * @param {string} [token] - Backstage token. Without one, and on this machine
   *   only, it signs in as the guest of the example portal
   * @throws {Failure} when the address is none
   */
  constructor(url, token) {
    if (!isAddress(url)) {
      throw new Failure(
        `--url is '${url}', expected an address such as http://127.0.0.1:7007.`,
      );
    }
    this.#baseUrl = url.replace(/\/+$/, '');
    this.#token = token;
  }

  /** @returns {Promise<object>} a `DryRun` that has begun, or failed with problems */
  async startDryRun(input) {
    return this.#call('/dry-runs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
  }

  /** @returns {Promise<object>} a `DryRun` */
  async getDryRun(id) {
    return this.#call(`/dry-runs/${encodeURIComponent(id)}`);
  }

  async #call(path, options = {}) {
    this.#token ??= await this.#guestToken();
    const response = await this.#fetch(`/api/maturity${path}`, {
      ...options,
      headers: {
        ...options.headers,
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
      },
    });
    const body = await response.json().catch(() => undefined);
    if (response.ok && body) return body;
    const reason = body?.error?.message ?? response.statusText;
    const hint =
      response.status === 401
        ? ' Pass a Backstage token by --token or PORTAL_TOKEN.'
        : '';
    throw new Failure(
      `The portal answered ${response.status}: ${reason}.${hint}`,
    );
  }

  /** Of the guest of a portal on this machine; `undefined` where there is none. */
  async #guestToken() {
    const { hostname } = new URL(this.#baseUrl);
    if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
      return undefined;
    }
    const response = await this.#fetch('/api/auth/guest/refresh', {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const body = await response.json().catch(() => undefined);
    return response.ok ? body?.backstageIdentity?.token : undefined;
  }

  async #fetch(path, options) {
    try {
      return await fetch(`${this.#baseUrl}${path}`, {
        ...options,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      const reason = error.cause?.code ?? error.message;
      throw new Failure(
        `No portal answers at ${
          this.#baseUrl
        } (${reason}). Start one by './portal start', or name another by --url.`,
      );
    }
  }
}

function isAddress(text) {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
