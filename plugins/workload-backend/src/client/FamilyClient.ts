import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  FamilySummary,
  SummariesPage,
  SummaryFamily,
} from '@plumbline/plugin-workload-common';
import { inBatches } from '../store/inBatches';

const PAGE_SIZE = 500;
const TIMEOUT_MS = 30_000;

/** How a connection ends that was closed while a request was on its way. */
const RESET_CODES = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** A family's back end is not installed. */
export class FamilyAbsentError extends Error {
  override name = 'FamilyAbsentError';
}

/** Reads what a family says about workloads, from its own back end. */
export class FamilyClient {
  readonly #discovery: DiscoveryService;
  readonly #auth: AuthService;

  constructor(options: { discovery: DiscoveryService; auth: AuthService }) {
    this.#discovery = options.discovery;
    this.#auth = options.auth;
  }

  /**
   * Pages of summaries of some workloads, or of all.
   *
   * @throws FamilyAbsentError when the family is not installed; ResponseError
   * when it does not answer as it should; Error when it cannot be reached.
   */
  async *summaries(
    family: SummaryFamily,
    workloadRefs?: string[],
  ): AsyncGenerator<FamilySummary[]> {
    if (workloadRefs) {
      for (const refs of inBatches(workloadRefs, PAGE_SIZE)) {
        yield (await this.#page(family, { workloadRefs: refs })).items;
      }
      return;
    }
    let after: string | undefined;
    do {
      const page: SummariesPage = await this.#page(family, { after });
      yield page.items;
      after = page.nextAfter;
    } while (after);
  }

  async #page(
    family: SummaryFamily,
    query: { after?: string; workloadRefs?: string[] },
  ): Promise<SummariesPage> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: family,
    });
    const response = await fetchRead(
      `${await this.#discovery.getBaseUrl(family)}/summaries/query`,
      {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ limit: PAGE_SIZE, ...query }),
      },
    );
    if (response.status === 404) {
      throw new FamilyAbsentError(`'${family}' is not installed`);
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
async function fetchRead(url: string, init: RequestInit): Promise<Response> {
  const send = () =>
    fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
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
