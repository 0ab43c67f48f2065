import { MapNode, WorkloadMap } from '@plumbline/plugin-workload-common';

/** A frame of the map and what is in it: the workload's own, one stamp, or what all stamps share. */
export interface MapBox {
  /** The stamp's ref, or `workload`, or `global`. */
  id: string;
  kind: 'workload' | 'stamp' | 'global';
  /** The stamp itself. */
  stamp?: MapNode;
  members: MapNode[];
}

/** The boxes of a map in reading order: workload, stamps, global. Empty ones are left out, stamps never. */
export function boxesOf(map: WorkloadMap): MapBox[] {
  const stamps = map.nodes.filter(node => node.stampRef === node.entityRef);
  const membersOf = (scope: MapNode['scope'], stampRef?: string) =>
    map.nodes.filter(
      node =>
        node.scope === scope &&
        (scope !== 'stamp' || node.stampRef === stampRef) &&
        node.entityRef !== stampRef,
    );
  const boxes: MapBox[] = [
    { id: 'workload', kind: 'workload', members: membersOf('workload') },
    ...stamps.map(
      (stamp): MapBox => ({
        id: stamp.entityRef,
        kind: 'stamp',
        stamp,
        members: membersOf('stamp', stamp.entityRef),
      }),
    ),
    { id: 'global', kind: 'global', members: membersOf('global') },
  ];
  return boxes.filter(box => box.stamp || box.members.length > 0);
}
