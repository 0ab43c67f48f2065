import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { isWorkload, workloadRefOf } from '@plumbline/plugin-workload-common';
import { generateCatalog } from '../../plugins/example-data-backend/src/generator';

/** Generated workloads and what each is made of. */
export interface Estate {
  workloads: Entity[];
  partsOf: Map<string, Entity[]>;
}

/** The generated entities, with the relations that the catalog would add. */
export async function readEstate(workloadCount: number): Promise<Estate> {
  const workloads: Entity[] = [];
  const partsOf = new Map<string, Entity[]>();
  for await (const entity of generateCatalog({ workloads: workloadCount })) {
    const workloadRef = workloadRefOf(entity);
    if (!workloadRef) continue;
    const { owner, dependsOn, domain } = entity.spec as {
      owner: string;
      dependsOn?: string[];
      domain?: string;
    };
    const relate = (type: string, refs: string[]) =>
      refs.map(ref => ({ type, targetRef: ref }));
    entity.relations = [
      ...relate('ownedBy', [owner]),
      ...relate('dependsOn', (dependsOn ?? []).map(full)),
    ];
    if (isWorkload(entity)) {
      const domains = domain ? [full(`domain:${domain}`)] : [];
      entity.relations.push(...relate('partOf', domains));
      workloads.push(entity);
    } else {
      entity.relations.push(...relate('partOf', [workloadRef]));
      partsOf.set(workloadRef, [...(partsOf.get(workloadRef) ?? []), entity]);
    }
  }
  return { workloads, partsOf };
}

function full(ref: string): string {
  return ref.includes('/') ? ref : ref.replace(':', ':default/');
}

/** The part of the catalog's service that reading workloads uses. */
export function catalogOf({ workloads, partsOf }: Estate) {
  const byRef = new Map(
    workloads.map(each => [stringifyEntityRef(each), each]),
  );
  return {
    async *streamEntities(request: {
      query?: { relations: { $contains: { targetRef: { $in: string[] } } } };
      pageSize?: number;
    }) {
      const targets = request.query?.relations.$contains.targetRef.$in;
      const found = targets
        ? targets.flatMap(ref => partsOf.get(ref) ?? [])
        : workloads;
      const size = request.pageSize ?? 500;
      for (let i = 0; i < found.length; i += size) {
        yield found.slice(i, i + size);
      }
    },
    async getEntitiesByRefs(request: { entityRefs: string[] }) {
      return { items: request.entityRefs.map(ref => byRef.get(ref)) };
    },
  };
}
