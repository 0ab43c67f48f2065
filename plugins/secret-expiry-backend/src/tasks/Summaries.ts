import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  SummaryStore,
  WorkloadEntities,
  readWorkloads,
  slices,
} from '@plumbline/plugin-workload-node';
import { followedWorkload } from '../catalog/followedWorkload';
import { CredentialReader } from '../store/CredentialReader';
import { ListingStore } from '../store/ListingStore';
import { WorkloadStore } from '../store/WorkloadStore';
import { composeSummary } from '../summary/composeSummary';

/** Workloads whose credentials are in memory at once. */
const COMPOSED_AT_ONCE = 20;

/**
 * Keeps what the family knows of workloads from the catalog, and composes and
 * stores what it says of them.
 */
export class Summaries {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #listings: ListingStore;
  readonly #reader: CredentialReader;
  readonly #store: SummaryStore;
  readonly #workloads: WorkloadStore;
  readonly #now: () => Date;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    listings: ListingStore;
    reader: CredentialReader;
    store: SummaryStore;
    workloads: WorkloadStore;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#listings = options.listings;
    this.#reader = options.reader;
    this.#store = options.store;
    this.#workloads = options.workloads;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * All workloads of the catalog, those without any credential too. Needed from
   * time to time because days pass, and entities change.
   */
  async refreshAll(): Promise<void> {
    const refs = await this.#compose();
    await this.#store.retain(refs);
    const gone = await this.#workloads.retain(refs);
    await this.#listings.followWorkloads(gone, this.#now());
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
      for (const slice of slices(page, COMPOSED_AT_ONCE)) {
        await this.#composePage(slice);
      }
      composed.push(...page.map(({ workloadRef }) => workloadRef));
    }
    return composed;
  }

  async #composePage(page: WorkloadEntities[]) {
    const now = this.#now();
    const followed = new Map(
      page.map(entities => [entities.workloadRef, followedWorkload(entities)]),
    );
    const renamed = await this.#workloads.save([...followed.values()]);
    await this.#listings.followWorkloads(renamed, now);
    const known = await this.#reader.ofWorkloads([...followed.keys()]);
    await this.#store.save(
      page.map(entities =>
        composeSummary(
          entities,
          followed.get(entities.workloadRef)!,
          known.get(entities.workloadRef)!,
          now,
        ),
      ),
    );
  }
}
