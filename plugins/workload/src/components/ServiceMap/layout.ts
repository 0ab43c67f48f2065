import dagre from '@dagrejs/dagre';
import { MapEdge, WorkloadMap } from '@plumbline/plugin-workload-common';
import { MapBox, boxesOf } from './boxes';

/** Size of a node on the map, in pixels at zoom 1. */
export const NODE_WIDTH = 208;
export const NODE_HEIGHT = 56;

const PADDING = 16;
const HEADER = 44;
const GAP = 24;
const COLUMNS = 3;
const EMPTY_WIDTH = NODE_WIDTH + 2 * PADDING;

/** Where something is drawn, in pixels, from the top left. */
export interface Placed {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A box with its place on the map, and its members' places inside of it. */
export interface PlacedBox extends Placed {
  box: MapBox;
  members: Placed[];
}

/**
 * Places everything on two levels: the inside of each box alone, then the boxes
 * as wholes: the workload on top, its stamps beside each other, what they share
 * below. Deterministic.
 */
export function layoutMap(map: WorkloadMap): PlacedBox[] {
  const boxes = boxesOf(map);
  const inner = boxes.map(box => layoutInside(box, map.edges));
  const outer = layered(
    inner.map(({ id, width, height }) => ({ id, width, height })),
    betweenRows(boxes),
    { ranksep: 3 * GAP, nodesep: 2 * GAP },
  );
  return inner.map(box => ({ ...box, ...outer.get(box.id)! }));
}

/** Edges that put the workload above its stamps and these above what they share. */
function betweenRows(boxes: MapBox[]): [string, string][] {
  const of = (kind: MapBox['kind']) => boxes.filter(box => box.kind === kind);
  const rows = [of('workload'), of('stamp'), of('global')].filter(
    row => row.length > 0,
  );
  return rows
    .slice(1)
    .flatMap((row, i) =>
      rows[i].flatMap(above =>
        row.map((below): [string, string] => [above.id, below.id]),
      ),
    );
}

function layoutInside(box: MapBox, edges: MapEdge[]): PlacedBox {
  const refs = new Set(box.members.map(node => node.entityRef));
  const inside = edges.filter(
    edge => refs.has(edge.sourceRef) && refs.has(edge.targetRef),
  );
  const linked = new Set(
    inside.flatMap(edge => [edge.sourceRef, edge.targetRef]),
  );
  const size = { width: NODE_WIDTH, height: NODE_HEIGHT };
  const graph = layered(
    [...refs].filter(ref => linked.has(ref)).map(id => ({ id, ...size })),
    inside.map(edge => [edge.sourceRef, edge.targetRef]),
    { ranksep: 1.5 * GAP, nodesep: GAP },
  );
  const members: Placed[] = [...graph.values()];
  const bottom = Math.max(
    0,
    ...members.map(each => each.y + each.height + GAP),
  );
  // Parts without a neighbour would make one endless row.
  [...refs]
    .filter(ref => !linked.has(ref))
    .forEach((id, i) =>
      members.push({
        id,
        ...size,
        x: (i % COLUMNS) * (NODE_WIDTH + GAP),
        y: bottom + Math.floor(i / COLUMNS) * (NODE_HEIGHT + GAP),
      }),
    );
  const right = Math.max(0, ...members.map(each => each.x + each.width));
  const low = Math.max(0, ...members.map(each => each.y + each.height));
  return {
    id: box.id,
    box,
    x: 0,
    y: 0,
    width: Math.max(EMPTY_WIDTH, right + 2 * PADDING),
    height: HEADER + low + PADDING,
    members: members.map(each => ({
      ...each,
      x: each.x + PADDING,
      y: each.y + HEADER,
    })),
  };
}

/** Places nodes in layers from top to bottom. */
function layered(
  nodes: { id: string; width: number; height: number }[],
  edges: [string, string][],
  spacing: { ranksep: number; nodesep: number },
): Map<string, Placed> {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', ...spacing });
  graph.setDefaultEdgeLabel(() => ({}));
  nodes.forEach(({ id, width, height }) =>
    graph.setNode(id, { width, height }),
  );
  edges.forEach(([source, target]) => graph.setEdge(source, target));
  if (nodes.length > 0) dagre.layout(graph);
  return new Map(
    nodes.map(({ id, width, height }) => {
      // dagre gives centres.
      const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
      return [id, { id, width, height, x: x - width / 2, y: y - height / 2 }];
    }),
  );
}
