import { WorkloadMap } from '@plumbline/plugin-workload-common';
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
  /** Ways to the cause, as refs from top to bottom. */
  ways: string[][];
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
    ...drawnWays(map, anchors, options.ways),
  };
}

function drawnWays(
  map: WorkloadMap,
  anchors: ReadonlyMap<string, Placed>,
  ways: string[][],
): Pick<MapScene, 'illLines' | 'illIds'> {
  const stamps = new Map(
    map.nodes.map(node => [node.entityRef, node.stampRef]),
  );
  return {
    illLines: distinct(
      ways.flatMap(way => linesAlong(way, anchors, ref => stamps.get(ref))),
    ),
    illIds: new Set(ways.flat().flatMap(ref => anchors.get(ref)?.id ?? [])),
  };
}

function distinct(lines: Line[]): Line[] {
  const byEnds = new Map(
    lines.map(line => [`${line.source.id} ${line.target.id}`, line]),
  );
  return [...byEnds.values()];
}

/** The scene of a map, composed again only when something of it changes. */
export function useScene(map: WorkloadMap, options: SceneOptions): MapScene {
  const [insides] = useState(() => new InsideLayouts());
  const { layers, lookedAt, folding, ways } = options;
  return useMemo(
    () => composeScene(map, { layers, lookedAt, folding, ways }, insides),
    [map, layers, lookedAt, folding, ways, insides],
  );
}
