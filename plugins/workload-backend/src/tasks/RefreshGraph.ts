import { AuthService } from '@backstage/backend-plugin-api';
import {
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  parseEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { buildGraph } from '@plumbline/plugin-workload-common';
import {
  WorkloadEntities,
  readWorkloads,
} from '@plumbline/plugin-workload-node';
import { CatalogedWorkload, GraphStore } from '../store/GraphStore';
import { ReadModels } from './ReadModels';
import { RollUp } from './RollUp';

/** Copies workloads and their parts from the catalog with their health models, and rolls up those that changed. */
export class RefreshGraph {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #graphs: GraphStore;
  readonly #models: Pick<ReadModels, 'follow'>;
  readonly #rollUp: RollUp;
  readonly #now: () => Date;

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    graphs: GraphStore;
    models: Pick<ReadModels, 'follow'>;
    rollUp: RollUp;
    /** The clock; the real one when absent. */
    now?: () => Date;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#graphs = options.graphs;
    this.#models = options.models;
    this.#rollUp = options.rollUp;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Refreshes some workloads, or all. Those that the catalog no longer has are
   * forgotten.
   *
   * @throws Error when the catalog cannot be read; what is stored then stays.
   */
  async run(workloadRefs?: string[]): Promise<void> {
    const expected = workloadRefs ?? (await this.#graphs.workloadRefs());
    const seen = new Set<string>();
    const pages = readWorkloads({
      catalog: this.#catalog,
      credentials: await this.#auth.getOwnServiceCredentials(),
      workloadRefs,
    });
    for await (const page of pages) {
      page.forEach(each => seen.add(each.workloadRef));
      const changed = await this.#graphs.save(
        page.map(toCatalogedWorkload),
        this.#now().toISOString(),
      );
      const remodelled = await this.#models.follow(
        page.map(each => each.workload),
        // Whoever changes something in the catalog may have changed its files too.
        workloadRefs !== undefined,
      );
      await this.#rollUp.run([...changed, ...remodelled]);
    }
    await this.#graphs.remove(
      expected.filter(ref => !seen.has(ref)),
      this.#now().toISOString(),
    );
  }
}

function toCatalogedWorkload(entities: WorkloadEntities): CatalogedWorkload {
  const { workload, workloadRef } = entities;
  const { namespace, name } = parseEntityRef(workloadRef);
  const relation = (type: string, kind?: string) =>
    workload.relations?.find(
      each =>
        each.type === type && (!kind || each.targetRef.startsWith(`${kind}:`)),
    )?.targetRef;
  return {
    namespace,
    name,
    title: workload.metadata.title ?? workload.metadata.name,
    description: workload.metadata.description,
    ownerRef: relation(RELATION_OWNED_BY),
    domainRef: relation(RELATION_PART_OF, 'domain'),
    tier:
      typeof workload.spec.tier === 'string' ? workload.spec.tier : undefined,
    graph: buildGraph(entities),
  };
}
