import {
  EdgeKind,
  WorkloadMap,
  isStampNode,
} from '@plumbline/plugin-workload-common';
import { MapLayer } from '../mapLayers';
import { MapLayout, Placed } from './layoutMap';

/** What a line says. */
export type LineKind = EdgeKind | 'contains';

/** A line of the map, between what is drawn: a part, or the box that hides it. */
export interface Line {
  kind: LineKind;
  source: Placed;
  target: Placed;
  /** How many edges it stands for. */
  count: number;
}

/** The layer that shows each kind of line. */
const LAYER_OF: Record<LineKind, MapLayer> = {
  'depends-on': 'dependencies',
  telemetry: 'telemetry',
  contains: 'containment',
};

/** Where each part is drawn: itself, or the folded box that it is in. What is not drawn is absent. */
export function anchorsOf({ boxes }: MapLayout): Map<string, Placed> {
  const anchors = new Map<string, Placed>();
  for (const box of boxes) {
    if (box.box.stamp) anchors.set(box.id, box);
    for (const part of box.parts) anchors.set(part.id, part);
    if (!box.isFolded) continue;
    for (const { entityRef } of box.box.members) anchors.set(entityRef, box);
  }
  return anchors;
}

/**
 * The lines of a map. A stamp stands around what it depends on of its own, so
 * these have no line; lines of folded boxes are one for all between the same two.
 */
export function linesOf(
  map: WorkloadMap,
  anchors: ReadonlyMap<string, Placed>,
  layers: ReadonlySet<MapLayer>,
): Line[] {
  const stampOf = new Map(
    map.nodes.map(node => [node.entityRef, node.stampRef]),
  );
  const lines = new Map<string, Line>();
  const add = (kind: LineKind, sourceRef: string, targetRef: string) => {
    const source = anchors.get(sourceRef);
    const target = anchors.get(targetRef);
    if (!source || !target || source === target) return;
    const key = `${kind} ${source.id} ${target.id}`;
    const line = lines.get(key);
    if (line) line.count += 1;
    else lines.set(key, { kind, source, target, count: 1 });
  };
  for (const { kind, sourceRef, targetRef } of map.edges) {
    if (!layers.has(LAYER_OF[kind])) continue;
    if (stampOf.get(targetRef) !== sourceRef) add(kind, sourceRef, targetRef);
  }
  if (layers.has(LAYER_OF.contains)) {
    for (const node of map.nodes) {
      if (node.stampRef && !isStampNode(node)) continue;
      add('contains', map.workloadRef, node.entityRef);
    }
  }
  return [...lines.values()];
}

/** From so many lines between one box and one target on, they are drawn as one. */
const BUNDLE_FROM = 3;

/**
 * The lines as they are drawn: where several parts of a box send their telemetry
 * to the same place outside of it, one line from the box stands for them.
 */
export function bundled(lines: Line[], { boxes }: MapLayout): Line[] {
  const boxOf = new Map(
    boxes.flatMap(box =>
      box.parts.map((part): [string, Placed] => [part.id, box]),
    ),
  );
  const bundles = new Map<string, Line[]>();
  const drawn: Line[] = [];
  for (const line of lines) {
    const box = boxOf.get(line.source.id);
    if (
      line.kind !== 'telemetry' ||
      !box ||
      boxOf.get(line.target.id) === box
    ) {
      drawn.push(line);
      continue;
    }
    const key = `${box.id} ${line.target.id}`;
    const bundle = bundles.get(key);
    if (bundle) bundle.push(line);
    else bundles.set(key, [line]);
  }
  for (const bundle of bundles.values()) {
    if (bundle.length < BUNDLE_FROM) {
      drawn.push(...bundle);
      continue;
    }
    const [first] = bundle;
    const count = bundle.reduce((sum, line) => sum + line.count, 0);
    drawn.push({ ...first, source: boxOf.get(first.source.id)!, count });
  }
  return drawn;
}

/** The lines along a path of refs, past what is not drawn or already stands around the next. */
export function linesAlong(
  path: string[],
  anchors: ReadonlyMap<string, Placed>,
  stampOf: (ref: string) => string | undefined,
): Line[] {
  const drawn = path.filter(ref => anchors.has(ref));
  return drawn.slice(1).flatMap((ref, i): Line[] => {
    const source = anchors.get(drawn[i])!;
    const target = anchors.get(ref)!;
    const isAround = stampOf(ref) === drawn[i];
    if (source === target || isAround) return [];
    return [{ kind: 'depends-on', source, target, count: 1 }];
  });
}
