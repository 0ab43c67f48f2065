import {
  MapNode,
  WorkloadMap,
  isStampNode,
  isUserFlow,
} from '@plumbline/plugin-workload-common';
import { DEFAULT_LAYERS, MapLayer } from './mapLayers';

/** What a frame of the map stands around. */
export type BoxKind =
  /** The workload itself and what users do with it. */
  | 'workload'
  /** Its code. */
  | 'application'
  /** One stamp. */
  | 'stamp'
  /** What all stamps share. */
  | 'global'
  /** Resources that belong to no stamp and are not shared. */
  | 'unplaced';

/** A frame of the map and what is in it. */
export interface MapBox {
  /** The stamp's ref, or the kind. */
  id: string;
  kind: BoxKind;
  /** The stamp itself. */
  stamp?: MapNode;
  members: MapNode[];
}

/**
 * The boxes of a map in reading order: workload, application, stamps, shared,
 * unplaced. Empty ones are left out, stamps never.
 */
export function boxesOf(
  map: WorkloadMap,
  layers: ReadonlySet<MapLayer> = new Set(DEFAULT_LAYERS),
): MapBox[] {
  const stamps = new Map<string, MapBox>();
  const others: Record<Exclude<BoxKind, 'stamp'>, MapNode[]> = {
    workload: [],
    application: [],
    global: [],
    unplaced: [],
  };
  for (const node of map.nodes.filter(isStampNode)) {
    const id = node.entityRef;
    stamps.set(id, { id, kind: 'stamp', stamp: node, members: [] });
  }
  for (const node of map.nodes) {
    if (isStampNode(node)) continue;
    const stamp = node.stampRef ? stamps.get(node.stampRef) : undefined;
    const members =
      stamp?.members ?? others[kindOf(node, map.workloadRef)] ?? [];
    if (node.entityRef === map.workloadRef) members.unshift(node);
    else if (!isUserFlow(node) || layers.has('user-flows')) members.push(node);
  }
  const box = (kind: Exclude<BoxKind, 'stamp'>): MapBox[] =>
    others[kind].length > 0 ? [{ id: kind, kind, members: others[kind] }] : [];
  return [
    ...box('workload'),
    ...(layers.has('application') ? box('application') : []),
    ...(layers.has('stamps') ? stamps.values() : []),
    ...(layers.has('shared') ? [...box('global'), ...box('unplaced')] : []),
  ];
}

function kindOf(node: MapNode, workloadRef: string): Exclude<BoxKind, 'stamp'> {
  if (node.entityRef === workloadRef || isUserFlow(node)) return 'workload';
  if (node.kind === 'Component') return 'application';
  return node.scope === 'global' ? 'global' : 'unplaced';
}
