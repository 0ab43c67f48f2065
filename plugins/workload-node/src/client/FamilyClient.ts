import {
  FamilySummary,
  SummariesPage,
  ReportingFamily,
} from '@plumbline/plugin-workload-common';
import { BackendClient } from './BackendClient';

const PAGE_SIZE = 500;

/** Reads what a family says about workloads, from its own back end. */
export class FamilyClient {
  readonly #backends: Pick<BackendClient, 'query'>;

  constructor(backends: Pick<BackendClient, 'query'>) {
    this.#backends = backends;
  }

  /**
   * Pages of summaries of some workloads, or of all.
   *
   * @throws PluginAbsentError when the family is not installed; other errors as
   * {@link BackendClient.query}.
   */
  async *summaries(
    family: ReportingFamily,
    workloadRefs?: string[],
    options: { signal?: AbortSignal } = {},
  ): AsyncGenerator<FamilySummary[]> {
    const page = (query: { after?: string; workloadRefs?: string[] }) =>
      this.#backends.query<SummariesPage>(
        family,
        '/summaries/query',
        { limit: PAGE_SIZE, ...query },
        options,
      );
    if (workloadRefs) {
      for (let i = 0; i < workloadRefs.length; i += PAGE_SIZE) {
        const refs = workloadRefs.slice(i, i + PAGE_SIZE);
        yield (await page({ workloadRefs: refs })).items;
      }
      return;
    }
    let after: string | undefined;
    do {
      const { items, nextAfter } = await page({ after });
      yield items;
      after = nextAfter;
    } while (after);
  }
}
