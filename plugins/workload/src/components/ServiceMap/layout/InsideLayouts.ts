import dagre from '@dagrejs/dagre';
import {
  CRITICALITIES,
  MapEdge,
  MapNode,
} from '@plumbline/plugin-workload-common';
import { MapBox } from '../boxes';

/** Above so many parts with lines, layers are found by a quicker way; their lines get a little longer. */
const QUICK_ABOVE = 80;

/** Above so many, nobody could follow the lines anyway, and parts stand by type. */
const LAYERS_AT_MOST = 400;

/** Shapes that are remembered. */
const SHAPES_AT_MOST = 500;

/**
 * How the insides of boxes are layered. Stamps are copies of each other, so a
 * layout is found once for each shape: how many parts, and which leads to which.
 */
export class InsideLayouts {
  readonly #shapes = new Map<string, number[][]>();

  /**
   * Parts in layers from top to bottom, each from left to right, so that most
   * edges lead down and few cross. Parts without a neighbour are the last layer.
   *
   * @param edges - those that begin at each ref.
   */
  layersOf(box: MapBox, edges: ReadonlyMap<string, MapEdge[]>): MapNode[][] {
    if (box.kind === 'workload') return workloadAndFlows(box.members);
    const members = [...box.members].sort(
      (a, b) =>
        compare(a.type ?? a.kind, b.type ?? b.kind) ||
        compare(a.entityRef, b.entityRef),
    );
    const places = new Map(
      members.map((node, place): [string, number] => [node.entityRef, place]),
    );
    const links = members.flatMap((node, source) =>
      (edges.get(node.entityRef) ?? []).flatMap(({ targetRef }) => {
        const target = places.get(targetRef);
        return target === undefined || target === source
          ? []
          : [[source, target] as [number, number]];
      }),
    );
    const shape = `${members.length}:${links.join(';')}`;
    let layers = this.#shapes.get(shape);
    if (!layers) {
      layers = layersOfShape(members.length, links);
      if (this.#shapes.size >= SHAPES_AT_MOST) this.#shapes.clear();
      this.#shapes.set(shape, layers);
    }
    return layers.map(layer => layer.map(place => members[place]));
  }
}

/** The workload above what users do with it, the most critical first. */
function workloadAndFlows([workload, ...flows]: MapNode[]): MapNode[][] {
  const rank = ({ criticality }: MapNode) => CRITICALITIES.indexOf(criticality);
  const sorted = [...flows].sort((a, b) => rank(a) - rank(b));
  return sorted.length > 0 ? [[workload], sorted] : [[workload]];
}

function layersOfShape(count: number, links: [number, number][]): number[][] {
  const all = Array.from({ length: count }, (_, place) => place);
  const linked = new Set(links.flat());
  if (linked.size > LAYERS_AT_MOST) return [all];
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({
    rankdir: 'TB',
    ranker: linked.size > QUICK_ABOVE ? 'longest-path' : 'network-simplex',
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const place of linked) {
    graph.setNode(String(place), { width: 4, height: 1 });
  }
  for (const [source, target] of links) {
    graph.setEdge(String(source), String(target));
  }
  if (linked.size > 0) dagre.layout(graph);
  const at = (place: number) =>
    graph.node(String(place)) as { x: number; y: number };
  const byHeight = new Map<number, number[]>();
  for (const place of linked) {
    const { y } = at(place);
    byHeight.set(y, [...(byHeight.get(y) ?? []), place]);
  }
  const layers = [...byHeight]
    .sort(([a], [b]) => a - b)
    .map(([, layer]) => layer.sort((a, b) => at(a).x - at(b).x));
  const alone = all.filter(place => !linked.has(place));
  return alone.length > 0 ? [...layers, alone] : layers;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
