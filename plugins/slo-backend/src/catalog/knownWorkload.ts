import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { buildGraph } from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { KnownStamp, KnownWorkload } from '../store/WorkloadStore';

/** What lists are filtered by and the timeline follows, from a workload's entities. */
export function knownWorkload(
  entities: WorkloadEntities,
): Omit<KnownWorkload, 'stampsVersion'> {
  const { workloadRef, workload, components, stamps } = entities;
  const { nodes } = buildGraph(entities);
  const partsOf = (stampRef: string) =>
    nodes
      .filter(node => node.stampRef === stampRef && node.entityRef !== stampRef)
      .map(({ entityRef }) => entityRef);
  return {
    workloadRef,
    title: workload.metadata.title ?? workload.metadata.name,
    ownerRef: targetOf(workload, RELATION_OWNED_BY),
    domainRef: targetOf(workload, RELATION_PART_OF, 'domain'),
    lifecycle: lifecycleOf(workload, components),
    tier: wordOf(workload, 'tier'),
    stamps: Object.fromEntries(
      stamps
        .map((stamp): [string, KnownStamp] => [
          stringifyEntityRef(stamp),
          {
            title: stamp.metadata.title ?? stamp.metadata.name,
            region: stamp.spec.region,
            lifecycle: stamp.spec.lifecycle,
            trafficWeight: stamp.spec.trafficWeight,
            parts: partsOf(stringifyEntityRef(stamp)),
          },
        ])
        .sort(([a], [b]) => a.localeCompare(b)),
    ),
  };
}

/** The workload's own, else `production` when a component of it is, else the first of its components'. */
function lifecycleOf(workload: Entity, components: Entity[]) {
  const own = wordOf(workload, 'lifecycle');
  if (own) return own;
  const theirs = components
    .flatMap(component => wordOf(component, 'lifecycle') ?? [])
    .sort();
  return theirs.includes('production') ? 'production' : theirs[0];
}

function wordOf(entity: Entity, field: string): string | undefined {
  const value = entity.spec?.[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function targetOf(entity: Entity, type: string, kind?: string) {
  return entity.relations?.find(
    relation =>
      relation.type === type &&
      (!kind || parseEntityRef(relation.targetRef).kind === kind),
  )?.targetRef;
}
