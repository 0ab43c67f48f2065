import { HealthCause, WorkloadMap } from '@plumbline/plugin-workload-common';
import { useMemo, useState } from 'react';
import { MapBox, boxesOf } from './boxes';
import { Folding, foldedBoxes } from './folding';
import { InsideLayouts } from './layout/InsideLayouts';
import { MapLayout, Placed, layoutMap } from './layout/layoutMap';
import { Line, anchorsOf, bundled, linesAlong, linesOf } from './layout/lines';
import { MapLayer } from './mapLayers';

/** Everything that is drawn of a map, with its place. */
export interface MapScene {
  boxes: MapBox[];
  folded: ReadonlySet<string>;
  layout: MapLayout;
  /** Where each part is drawn, or the folded box that it is in. */
  anchors: ReadonlyMap<string, Placed>;
  lines: Line[];
  /** As they are drawn: those that say the same of a whole box are one. */
  drawnLines: Line[];
  /** Along the way to the cause. */
  illLines: Line[];
  /** Ids of what is on this way. */
  illIds: ReadonlySet<string>;
}

/** What a scene is made of besides the map. */
export interface SceneOptions {
  layers: MapLayer[];
  /** Refs of parts that are looked at; their boxes are open. */
  lookedAt: string[];
  folding: Folding;
  cause: HealthCause | undefined;
}

/** Composes the scene of a map. */
export function composeScene(
  map: WorkloadMap,
  options: SceneOptions,
  insides: InsideLayouts,
): MapScene {
  const layers = new Set(options.layers);
  const boxes = boxesOf(map, layers);
  const folded = foldedBoxes(boxes, options.folding, options.lookedAt);
  const layout = layoutMap(boxes, map.edges, folded, insides);
  const anchors = anchorsOf(layout);
  const lines = linesOf(map, anchors, layers);
  return {
    boxes,
    folded,
    layout,
    anchors,
    lines,
    drawnLines: bundled(lines, layout),
    ...wayOf(map, anchors, options.cause),
  };
}

function wayOf(
  map: WorkloadMap,
  anchors: ReadonlyMap<string, Placed>,
  cause: HealthCause | undefined,
): Pick<MapScene, 'illLines' | 'illIds'> {
  const path = cause?.path ?? [];
  const stamps = new Map(
    map.nodes.map(node => [node.entityRef, node.stampRef]),
  );
  return {
    illLines: linesAlong(path, anchors, ref => stamps.get(ref)),
    illIds: new Set(path.flatMap(ref => anchors.get(ref)?.id ?? [])),
  };
}

/** The scene of a map, composed again only when something of it changes. */
export function useScene(map: WorkloadMap, options: SceneOptions): MapScene {
  const [insides] = useState(() => new InsideLayouts());
  const { layers, lookedAt, folding, cause } = options;
  return useMemo(
    () => composeScene(map, { layers, lookedAt, folding, cause }, insides),
    [map, layers, lookedAt, folding, cause, insides],
  );
}
