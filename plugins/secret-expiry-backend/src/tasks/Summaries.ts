import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { SummaryStore, readWorkloads } from '@plumbline/plugin-workload-node';
import { CredentialReader } from '../store/CredentialReader';
import { composeSummary } from '../summary/composeSummary';

/** Composes and stores what the family says of workloads. */
export class Summaries {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #reader: CredentialReader;
  readonly #store: SummaryStore;
  readonly #now: () => Date;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    reader: CredentialReader;
    store: SummaryStore;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#reader = options.reader;
    this.#store = options.store;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * All workloads of the catalog, those without any credential too. Needed from
   * time to time because days pass, and entities change.
   */
  async refreshAll(): Promise<void> {
    const refs = await this.#compose();
    await this.#store.retain(refs);
  }

  /** Only these, where the catalog has them. */
  async refresh(workloadRefs: string[]): Promise<void> {
    if (workloadRefs.length > 0) await this.#compose(workloadRefs);
  }

  async #compose(workloadRefs?: string[]): Promise<string[]> {
    const pages = readWorkloads({
      catalog: this.#catalog,
      credentials: await this.#auth.getOwnServiceCredentials(),
      workloadRefs,
    });
    const composed: string[] = [];
    for await (const page of pages) {
      const refs = page.map(({ workloadRef }) => workloadRef);
      const known = await this.#reader.ofWorkloads(refs);
      const now = this.#now();
      await this.#store.save(
        page.map(entities =>
          composeSummary(entities, known.get(entities.workloadRef)!, now),
        ),
      );
      composed.push(...refs);
    }
    return composed;
  }
}
