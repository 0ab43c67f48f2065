import type { StampStatus } from '@plumbline/plugin-stamp-common';
import { BackendClient } from '@plumbline/plugin-workload-node';
import type { StatusesPage } from './statuses';

const PLUGIN_ID = 'stamp';
const PAGE_SIZE = 1_000;
/** As many as fit an address. */
const REFS_PER_REQUEST = 20;

/** Reads what pipelines told of stamps, from the stamp back end. */
export class StampStatusClient {
  readonly #backends: Pick<BackendClient, 'get'>;

  constructor(backends: Pick<BackendClient, 'get'>) {
    this.#backends = backends;
  }

  /**
   * What was told last of every stamp.
   *
   * @throws PluginAbsentError when the stamp back end is not installed; other
   * errors as `BackendClient.get`.
   */
  async readAll(
    options: { signal?: AbortSignal } = {},
  ): Promise<StampStatus[]> {
    const statuses: StampStatus[] = [];
    let after: string | undefined;
    do {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
      if (after) query.set('after', after);
      const page = await this.#page(query, options);
      statuses.push(...page.items);
      after = page.nextAfter;
    } while (after);
    return statuses;
  }

  /**
   * What was told last of some stamps; those of which nothing was told are left out.
   *
   * @throws as {@link readAll}.
   */
  async read(
    stampRefs: readonly string[],
    options: { signal?: AbortSignal } = {},
  ): Promise<StampStatus[]> {
    const statuses: StampStatus[] = [];
    for (let i = 0; i < stampRefs.length; i += REFS_PER_REQUEST) {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
      for (const ref of stampRefs.slice(i, i + REFS_PER_REQUEST)) {
        query.append('stampRef', ref);
      }
      statuses.push(...(await this.#page(query, options)).items);
    }
    return statuses;
  }

  #page(
    query: URLSearchParams,
    options: { signal?: AbortSignal },
  ): Promise<StatusesPage> {
    return this.#backends.get(PLUGIN_ID, `/statuses?${query}`, options);
  }
}
