import { stringifyEntityRef } from '@backstage/catalog-model';
import { buildGraph } from '@plumbline/plugin-workload-common';
import {
  WorkloadEntities,
  knownWorkload,
} from '@plumbline/plugin-workload-node';
import { FollowedWorkload, KnownStamp } from '../store/WorkloadStore';

/** What lists are filtered by and the timeline follows, from a workload's entities. */
export function followedWorkload(
  entities: WorkloadEntities,
): Omit<FollowedWorkload, 'stampsVersion'> {
  const { nodes } = buildGraph(entities);
  const partsOf = (stampRef: string) =>
    nodes
      .filter(node => node.stampRef === stampRef && node.entityRef !== stampRef)
      .map(({ entityRef }) => entityRef);
  return {
    ...knownWorkload(entities),
    stamps: Object.fromEntries(
      entities.stamps
        .map((stamp): [string, KnownStamp] => {
          const ref = stringifyEntityRef(stamp);
          const { region, lifecycle, trafficWeight } = stamp.spec;
          return [
            ref,
            {
              title: stamp.metadata.title ?? stamp.metadata.name,
              region,
              lifecycle,
              trafficWeight,
              parts: partsOf(ref),
            },
          ];
        })
        .sort(([a], [b]) => a.localeCompare(b)),
    ),
  };
}
