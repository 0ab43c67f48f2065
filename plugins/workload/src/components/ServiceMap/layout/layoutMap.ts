import { MapEdge, MapNode } from '@plumbline/plugin-workload-common';
import { BoxKind, MapBox } from '../boxes';
import { InsideLayouts } from './InsideLayouts';

/** Size of a part on the map, in pixels at zoom 1. */
export const PART_WIDTH = 208;
export const PART_HEIGHT = 56;

const PADDING = 16;
const HEADER = 44;
const GAP = 24;
const BOX_GAP = 64;
const EMPTY_WIDTH = PART_WIDTH + 2 * PADDING;
const FOLDED_HEIGHT = 96;

/** Columns that the inside of a stamp may have, and at least of a box that has a row to itself. */
const STAMP_COLUMNS = [2, 3, 4];
const WIDE_COLUMNS = 5;

/** The shape that the map should have: the larger it can be drawn there, the better. */
const VIEW = { width: 1200, height: 720 };

/** Where something is drawn, in pixels, from the map's top left. */
export interface Placed {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A part with its place. */
export interface PlacedPart extends Placed {
  node: MapNode;
}

/** A box with its place, and those of its members; a folded one shows none. */
export interface PlacedBox extends Placed {
  box: MapBox;
  isFolded: boolean;
  parts: PlacedPart[];
}

/** Everything with its place. */
export interface MapLayout {
  boxes: PlacedBox[];
  width: number;
  height: number;
}

/** The inside of a box before the box has its place. */
interface Sized {
  box: MapBox;
  isFolded: boolean;
  width: number;
  height: number;
  rows: MapNode[][];
}

const FOLDED = {
  isFolded: true,
  width: EMPTY_WIDTH,
  height: FOLDED_HEIGHT,
  rows: [],
};

/**
 * Places everything on two levels: the inside of each box alone, then the boxes
 * as wholes: the workload on top, its code, its stamps below, what they share
 * at the bottom. Of the numbers of columns and of stamps in a row, those are
 * taken with which the whole can be drawn largest. Deterministic; the states of
 * parts make no difference.
 */
export function layoutMap(
  boxes: MapBox[],
  edges: MapEdge[],
  folded: ReadonlySet<string>,
  insides: InsideLayouts = new InsideLayouts(),
): MapLayout {
  const bySource = edgesBySource(edges);
  const layers = new Map(
    boxes
      .filter(box => !folded.has(box.id))
      .map(box => [box.id, insides.layersOf(box, bySource)]),
  );
  const sized = (box: MapBox, columns: number): Sized =>
    folded.has(box.id)
      ? { ...FOLDED, box }
      : sizeOf(box, layers.get(box.id)!, columns);
  const wide = (kind: BoxKind) =>
    boxes
      .filter(box => box.kind === kind)
      .map(box =>
        sized(
          box,
          Math.max(WIDE_COLUMNS, Math.ceil(Math.sqrt(box.members.length))),
        ),
      );
  const above = [wide('workload'), wide('application')];
  const below = [[...wide('global'), ...wide('unplaced')]];
  const stamps = boxes.filter(({ kind }) => kind === 'stamp');

  let best: Sized[][] = [...above, ...below];
  let bestScale = 0;
  for (const columns of STAMP_COLUMNS) {
    const inside = stamps.map(box => sized(box, columns));
    for (let perRow = 1; perRow <= Math.max(1, inside.length); perRow++) {
      const rows = [...above, ...rowsOf(inside, perRow), ...below];
      const { width, height } = extentOf(rows);
      const scale = Math.min(VIEW.width / width, VIEW.height / height);
      if (scale > bestScale) {
        best = rows;
        bestScale = scale;
      }
    }
  }
  return place(best);
}

/** How large a box is whose inside has at most so many columns; longer layers are wrapped. */
function sizeOf(box: MapBox, layers: MapNode[][], columns: number): Sized {
  const rows = layers.flatMap(layer => rowsOf(layer, columns));
  const widest = rows.reduce((most, row) => Math.max(most, row.length), 1);
  return {
    box,
    isFolded: false,
    rows,
    width: rowWidth(widest) + 2 * PADDING,
    height: HEADER + rows.length * (PART_HEIGHT + GAP) - GAP + PADDING,
  };
}

function rowWidth(parts: number): number {
  return parts * (PART_WIDTH + GAP) - GAP;
}

function extentOf(rows: Sized[][]): { width: number; height: number } {
  let width = 1;
  let height = -BOX_GAP;
  for (const row of rows) {
    if (row.length === 0) continue;
    let rowsWidth = -BOX_GAP;
    let rowsHeight = 0;
    for (const box of row) {
      rowsWidth += box.width + BOX_GAP;
      rowsHeight = Math.max(rowsHeight, box.height);
    }
    width = Math.max(width, rowsWidth);
    height += rowsHeight + BOX_GAP;
  }
  return { width, height: Math.max(height, 1) };
}

/** Boxes in centred rows below each other. */
function place(rows: Sized[][]): MapLayout {
  const { width, height } = extentOf(rows);
  let y = 0;
  const boxes = rows.flatMap(row => {
    if (row.length === 0) return [];
    let x = (width - extentOf([row]).width) / 2;
    const placed = row.map(sized => {
      const at = placeBox(sized, x, y);
      x += sized.width + BOX_GAP;
      return at;
    });
    y += Math.max(...row.map(box => box.height)) + BOX_GAP;
    return placed;
  });
  return { boxes, width, height };
}

function placeBox(sized: Sized, x: number, y: number): PlacedBox {
  const { box, isFolded, width, height, rows } = sized;
  return {
    id: box.id,
    box,
    isFolded,
    x,
    y,
    width,
    height,
    parts: rows.flatMap((row, r) => {
      const left = x + (width - rowWidth(row.length)) / 2;
      return row.map((node, c) => ({
        id: node.entityRef,
        node,
        x: left + c * (PART_WIDTH + GAP),
        y: y + HEADER + r * (PART_HEIGHT + GAP),
        width: PART_WIDTH,
        height: PART_HEIGHT,
      }));
    }),
  };
}

function edgesBySource(edges: MapEdge[]): Map<string, MapEdge[]> {
  const bySource = new Map<string, MapEdge[]>();
  for (const edge of edges) {
    const list = bySource.get(edge.sourceRef);
    if (list) list.push(edge);
    else bySource.set(edge.sourceRef, [edge]);
  }
  return bySource;
}

function rowsOf<T>(items: T[], size: number): T[][] {
  const rows: T[][] = [];
  for (let i = 0; i < items.length; i += size) {
    rows.push(items.slice(i, i + size));
  }
  return rows;
}
