import dagre from '@dagrejs/dagre';
import { MapEdge, WorkloadMap } from '@plumbline/plugin-workload-common';
import { MapBox, boxesOf } from './boxes';

/** Size of a node on the map, in pixels at zoom 1. */
export const NODE_WIDTH = 208;
export const NODE_HEIGHT = 56;

const PADDING = 16;
const HEADER = 44;
const GAP = 24;
const BOX_GAP = 64;
const EMPTY_WIDTH = NODE_WIDTH + 2 * PADDING;

/** Columns that the inside of a stamp may have, and of a box that has a row to itself. */
const STAMP_COLUMNS = [2, 3, 4];
const WIDE_COLUMNS = 5;

/** The shape that the map should have: the larger it can be drawn there, the better. */
const VIEW = { width: 1200, height: 720 };

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
 * as wholes: the workload on top, its stamps below, what they share at the
 * bottom. Of the numbers of columns and of stamps in a row, those are taken
 * with which the whole can be drawn largest. Deterministic.
 */
export function layoutMap(map: WorkloadMap): PlacedBox[] {
  const boxes = boxesOf(map);
  const layers = new Map(
    boxes.map(box => [box.id, layersInside(box, map.edges)]),
  );
  const inside = (box: MapBox, columns: number) =>
    placeInside(box, layers.get(box.id)!, columns);
  const of = (kind: MapBox['kind']) => boxes.filter(box => box.kind === kind);
  const wide = (kind: MapBox['kind']) =>
    of(kind).map(box => inside(box, WIDE_COLUMNS));
  const stamps = of('stamp');

  let best: PlacedBox[] = [];
  let bestScale = 0;
  for (const columns of STAMP_COLUMNS) {
    const placed = stamps.map(box => inside(box, columns));
    for (let perRow = 1; perRow <= Math.max(1, stamps.length); perRow++) {
      const candidate = placeRows([
        wide('workload'),
        ...rowsOf(placed, perRow),
        wide('global'),
      ]);
      const scale = scaleOf(candidate);
      if (scale > bestScale) {
        best = candidate;
        bestScale = scale;
      }
    }
  }
  return best;
}

/**
 * Refs in layers from top to bottom, each from left to right, so that most
 * edges lead down and few cross. Parts without a neighbour are the last layer.
 */
function layersInside(box: MapBox, edges: MapEdge[]): string[][] {
  const refs = new Set(box.members.map(node => node.entityRef));
  const inside = edges.filter(
    edge => refs.has(edge.sourceRef) && refs.has(edge.targetRef),
  );
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'TB' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { sourceRef, targetRef } of inside) {
    for (const ref of [sourceRef, targetRef]) {
      graph.setNode(ref, { width: NODE_WIDTH, height: NODE_HEIGHT });
    }
    graph.setEdge(sourceRef, targetRef);
  }
  const linked = graph.nodes();
  if (linked.length > 0) dagre.layout(graph);
  const byHeight = new Map<number, string[]>();
  for (const ref of linked) {
    const { y } = graph.node(ref) as { y: number };
    byHeight.set(y, [...(byHeight.get(y) ?? []), ref]);
  }
  const xOf = (ref: string) => (graph.node(ref) as { x: number }).x;
  const layers = [...byHeight]
    .sort(([a], [b]) => a - b)
    .map(([, layer]) => layer.sort((a, b) => xOf(a) - xOf(b)));
  const alone = [...refs].filter(ref => !graph.hasNode(ref));
  return alone.length > 0 ? [...layers, alone] : layers;
}

/** The inside of a box with at most so many columns; longer layers are wrapped. */
function placeInside(
  box: MapBox,
  layers: string[][],
  columns: number,
): PlacedBox {
  const rows = layers.flatMap(layer => rowsOf(layer, columns));
  const widthOf = (row: string[]) => row.length * (NODE_WIDTH + GAP) - GAP;
  const width = Math.max(
    EMPTY_WIDTH,
    ...rows.map(row => widthOf(row) + 2 * PADDING),
  );
  return {
    id: box.id,
    box,
    x: 0,
    y: 0,
    width,
    height: HEADER + rows.length * (NODE_HEIGHT + GAP) - GAP + PADDING,
    members: rows.flatMap((row, r) =>
      row.map((id, c) => ({
        id,
        x: (width - widthOf(row)) / 2 + c * (NODE_WIDTH + GAP),
        y: HEADER + r * (NODE_HEIGHT + GAP),
        width: NODE_WIDTH,
        height: NODE_HEIGHT,
      })),
    ),
  };
}

/** Boxes in centred rows below each other. */
function placeRows(rows: PlacedBox[][]): PlacedBox[] {
  const widths = rows.map(row =>
    row.reduce((sum, box) => sum + box.width + BOX_GAP, -BOX_GAP),
  );
  const width = Math.max(...widths);
  let y = 0;
  return rows.flatMap((row, i) => {
    let x = (width - widths[i]) / 2;
    const placed = row.map(box => {
      const at = { ...box, x, y };
      x += box.width + BOX_GAP;
      return at;
    });
    if (row.length > 0) y += Math.max(...row.map(box => box.height)) + BOX_GAP;
    return placed;
  });
}

/** How large the map can be drawn in the view. */
function scaleOf(boxes: PlacedBox[]): number {
  const left = Math.min(...boxes.map(box => box.x));
  const right = Math.max(...boxes.map(box => box.x + box.width));
  const bottom = Math.max(...boxes.map(box => box.y + box.height));
  return Math.min(VIEW.width / (right - left), VIEW.height / bottom);
}

function rowsOf<T>(items: T[], size: number): T[][] {
  const rows: T[][] = [];
  for (let i = 0; i < items.length; i += size) {
    rows.push(items.slice(i, i + size));
  }
  return rows;
}
