import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { isStamp, workloadRefOf } from '@plumbline/plugin-workload-common';
import { CatalogKeeper } from '../tasks/CatalogKeeper';
import { DriftKeeper } from '../tasks/DriftKeeper';

/** Looks for stamps that nobody has heard of yet, such as those that were merged a moment ago. */
export class StampFinder {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #catalogKeeper: CatalogKeeper;
  readonly #driftKeeper?: DriftKeeper;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    catalogKeeper: CatalogKeeper;
    /** Absent where no estate is configured. */
    driftKeeper?: DriftKeeper;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#catalogKeeper = options.catalogKeeper;
    this.#driftKeeper = options.driftKeeper;
  }

  /**
   * Reads the workloads of these stamps in the catalog and the estate; a stamp
   * that the catalog has not is left out.
   *
   * @throws Error when one of both cannot be read.
   */
  async lookFor(stampRefs: string[]): Promise<void> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: stampRefs },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const workloadRefs = new Set(
      items.flatMap(entity =>
        entity && isStamp(entity) ? workloadRefOf(entity) ?? [] : [],
      ),
    );
    if (workloadRefs.size === 0) return;
    const now = new Date();
    await this.#catalogKeeper.keep([...workloadRefs], now);
    await this.#driftKeeper?.look([...workloadRefs], now);
  }
}
