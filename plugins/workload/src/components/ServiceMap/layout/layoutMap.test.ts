import {
  MapEdge,
  MapNode,
  WorkloadMap,
} from '@plumbline/plugin-workload-common';
import { shopMap } from '../../../__fixtures__/workloads';
import dagre from '@dagrejs/dagre';
import { boxesOf } from '../boxes';
import { InsideLayouts } from './InsideLayouts';
import { MapLayout, Placed, PlacedBox, layoutMap } from './layoutMap';

function overlap(a: Placed, b: Placed): boolean {
  return (
    a.x < b.x + b.width &&
    b.x < a.x + a.width &&
    a.y < b.y + b.height &&
    b.y < a.y + a.height
  );
}

function isInside(a: Placed, b: Placed): boolean {
  return (
    a.x >= b.x &&
    a.y >= b.y &&
    a.x + a.width <= b.x + b.width &&
    a.y + a.height <= b.y + b.height
  );
}

function stampsOf(count: number): string[] {
  return Array.from({ length: count }, (_, s) => `resource:default/stamp-${s}`);
}

function pairs<T>(items: T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}

/** A map of many stamps, each a chain with a circle in it and parts that hang together with nothing. */
function wide(stamps: number, parts: number): WorkloadMap {
  const [workload, stamp, part] = shopMap.nodes;
  const nodes: MapNode[] = [workload];
  const edges: MapEdge[] = [];
  for (let s = 0; s < stamps; s++) {
    const stampRef = `resource:default/stamp-${s}`;
    nodes.push({ ...stamp, entityRef: stampRef, stampRef });
    for (let p = 0; p < parts; p++) {
      const entityRef = `resource:default/part-${s}-${p}`;
      nodes.push({ ...part, entityRef, stampRef });
      if (p < parts / 2) {
        edges.push({
          sourceRef: entityRef,
          targetRef: `resource:default/part-${s}-${
            (p + 1) % Math.ceil(parts / 2)
          }`,
          kind: 'depends-on',
        });
      }
    }
  }
  return { ...shopMap, nodes, edges };
}

function layoutOf(
  map: WorkloadMap,
  folded: string[] = [],
  insides = new InsideLayouts(),
): MapLayout {
  return layoutMap(boxesOf(map), map.edges, new Set(folded), insides);
}

describe('layoutMap', () => {
  it('puts the workload above its stamps and these above what they share', () => {
    const { boxes } = layoutOf(shopMap);
    expect(boxes.map(({ id }) => id)).toEqual([
      'workload',
      'resource:default/shop-weu',
      'global',
    ]);
    const [workload, stamp, global] = boxes;
    expect(workload.y + workload.height).toBeLessThan(stamp.y);
    expect(stamp.y + stamp.height).toBeLessThan(global.y);
    const place = (id: string) => stamp.parts.find(part => part.id === id)!;
    const web = place('resource:default/shop-weu-web');
    expect(web.y + web.height).toBeLessThan(
      place('resource:default/shop-weu-kv').y,
    );
  });

  it.each([
    ['one stamp', shopMap, []],
    ['many stamps', wide(6, 12), []],
    ['empty stamps', wide(2, 0), []],
    ['one large stamp', wide(1, 200), []],
    ['one that nobody could follow', wide(1, 900), []],
    ['folded stamps', wide(40, 12), stampsOf(40)],
  ])('keeps everything apart and inside its box: %s', (_, map, folded) => {
    const layout = layoutOf(map, folded);
    const { boxes, width, height } = layout;
    expect(pairs(boxes).filter(([a, b]) => overlap(a, b))).toEqual([]);
    for (const box of boxes) {
      expect(isInside(box, { id: '', x: 0, y: 0, width, height })).toBe(true);
      expect(pairs(box.parts).filter(([a, b]) => overlap(a, b))).toEqual([]);
      expect(box.parts.filter(part => !isInside(part, box))).toEqual([]);
      expect(box.parts).toHaveLength(
        folded.includes(box.id) ? 0 : box.box.members.length,
      );
    }
    expect(layoutOf(map, folded)).toEqual(layout);
  });

  it('finds the inside of stamps of one shape once', () => {
    const layout = jest.spyOn(dagre, 'layout');
    const insides = new InsideLayouts();
    const [first, second] = layoutOf(wide(6, 12), [], insides).boxes.slice(1);
    expect(layout).toHaveBeenCalledTimes(1);
    layoutOf(wide(7, 12), [], insides);
    expect(layout).toHaveBeenCalledTimes(1);
    const placesIn = ({ x, y, parts }: PlacedBox) =>
      parts.map(part => [part.x - x, part.y - y]);
    expect(placesIn(second)).toEqual(placesIn(first));
    layout.mockRestore();
  });
});
