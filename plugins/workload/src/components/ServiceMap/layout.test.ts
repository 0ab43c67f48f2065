import {
  MapEdge,
  MapNode,
  WorkloadMap,
} from '@plumbline/plugin-workload-common';
import { shopMap } from '../../__fixtures__/workloads';
import { Placed, layoutMap } from './layout';

function overlap(a: Placed, b: Placed): boolean {
  return (
    a.x < b.x + b.width &&
    b.x < a.x + a.width &&
    a.y < b.y + b.height &&
    b.y < a.y + a.height
  );
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

describe('layoutMap', () => {
  it('puts the workload above its stamps and these above what they share', () => {
    const boxes = layoutMap(shopMap);
    expect(boxes.map(({ id }) => id)).toEqual([
      'workload',
      'resource:default/shop-weu',
      'global',
    ]);
    const [workload, stamp, global] = boxes;
    expect(workload.y + workload.height).toBeLessThan(stamp.y);
    expect(stamp.y + stamp.height).toBeLessThan(global.y);
    const [web, kv] = stamp.members;
    expect(web.y + web.height).toBeLessThan(kv.y);
  });

  it.each([
    ['one stamp', shopMap],
    ['many stamps', wide(6, 12)],
    ['empty stamps', wide(2, 0)],
  ])('keeps everything apart and inside its box: %s', (_, map) => {
    const boxes = layoutMap(map);
    expect(pairs(boxes).filter(([a, b]) => overlap(a, b))).toEqual([]);
    for (const box of boxes) {
      expect(pairs(box.members).filter(([a, b]) => overlap(a, b))).toEqual([]);
      for (const member of box.members) {
        expect(member.x).toBeGreaterThanOrEqual(0);
        expect(member.y).toBeGreaterThan(0);
        expect(member.x + member.width).toBeLessThanOrEqual(box.width);
        expect(member.y + member.height).toBeLessThanOrEqual(box.height);
      }
    }
    expect(layoutMap(map)).toEqual(boxes);
  });
});
