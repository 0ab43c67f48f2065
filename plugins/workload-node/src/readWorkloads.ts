import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  StampEntity,
  WORKLOAD_TYPE,
  WorkloadEntity,
  isStamp,
} from '@plumbline/plugin-workload-common';

const WORKLOADS_PER_PAGE = 200;

/** A workload with everything of it that the catalog knows. */
export interface WorkloadEntities {
  workloadRef: string;
  workload: WorkloadEntity;
  stamps: StampEntity[];
  /** Azure resources and other `Resource`s that are not stamps. */
  resources: Entity[];
  components: Entity[];
  apis: Entity[];
}

/** What {@link readWorkloads} reads. */
export interface ReadWorkloadsOptions {
  catalog: CatalogService;
  /** Usually the plugin's own: `auth.getOwnServiceCredentials()`. */
  credentials: BackstageCredentials;
  /** Only these, as full refs; all when absent. Refs that are no workload are left out. */
  workloadRefs?: string[];
}

/**
 * Reads workloads and their parts in bulk: two kinds of catalog query for each
 * 200 workloads, however many parts they have. Yields up to 200 at a time,
 * ordered by ref.
 *
 * Parts are found by the `partOf` relation, so an entity whose `spec.system`
 * does not resolve belongs to no workload.
 */
export async function* readWorkloads(
  options: ReadWorkloadsOptions,
): AsyncGenerator<WorkloadEntities[]> {
  for await (const workloads of readWorkloadPages(options)) {
    const byRef = new Map<string, WorkloadEntities>();
    for (const workload of workloads) {
      const workloadRef = stringifyEntityRef(workload);
      byRef.set(workloadRef, {
        workloadRef,
        workload,
        stamps: [],
        resources: [],
        components: [],
        apis: [],
      });
    }
    if (byRef.size === 0) continue;
    const parts = options.catalog.streamEntities(
      {
        // Sent as a body: the refs of 200 workloads can be more than fits a URL.
        query: {
          kind: { $in: ['Resource', 'Component', 'API'] },
          relations: {
            $contains: {
              type: RELATION_PART_OF,
              targetRef: { $in: [...byRef.keys()] },
            },
          },
        },
        totalItems: 'exclude',
      },
      { credentials: options.credentials },
    );
    for await (const page of parts) {
      for (const part of page) {
        addPart(byRef, part);
      }
    }
    yield [...byRef.values()].sort((a, b) =>
      a.workloadRef.localeCompare(b.workloadRef),
    );
  }
}

async function* readWorkloadPages({
  catalog,
  credentials,
  workloadRefs,
}: ReadWorkloadsOptions): AsyncGenerator<WorkloadEntity[]> {
  if (workloadRefs) {
    for (let i = 0; i < workloadRefs.length; i += WORKLOADS_PER_PAGE) {
      const { items } = await catalog.getEntitiesByRefs(
        {
          entityRefs: workloadRefs.slice(i, i + WORKLOADS_PER_PAGE),
          filter: { kind: 'System', 'spec.type': WORKLOAD_TYPE },
        },
        { credentials },
      );
      yield items.filter(item => item !== undefined) as WorkloadEntity[];
    }
    return;
  }
  const pages = catalog.streamEntities(
    {
      filter: { kind: 'System', 'spec.type': WORKLOAD_TYPE },
      pageSize: WORKLOADS_PER_PAGE,
      totalItems: 'exclude',
    },
    { credentials },
  );
  for await (const page of pages) {
    yield page as WorkloadEntity[];
  }
}

function addPart(byRef: Map<string, WorkloadEntities>, part: Entity) {
  for (const relation of part.relations ?? []) {
    if (relation.type !== RELATION_PART_OF) continue;
    const entities = byRef.get(relation.targetRef);
    if (!entities) continue;
    if (isStamp(part)) entities.stamps.push(part);
    else if (part.kind === 'Resource') entities.resources.push(part);
    else if (part.kind === 'Component') entities.components.push(part);
    else entities.apis.push(part);
  }
}
