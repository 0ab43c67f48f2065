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
   * or a network error when it does not answer as it should.
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
    const response = await fetch(
      `${await this.#discovery.getBaseUrl(family)}/summaries/query`,
      {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ limit: PAGE_SIZE, ...query }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
    );
    if (response.status === 404) {
      throw new FamilyAbsentError(`'${family}' is not installed`);
    }
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }
}
