import fc from 'fast-check';
import { MapNode, WorkloadMap } from '@plumbline/plugin-workload-common';
import { shopMap } from '../../__fixtures__/workloads';
import { boxesOf } from './boxes';
import { layoutMap } from './layout/layoutMap';
import { anchorsOf, linesOf } from './layout/lines';
import { DEFAULT_LAYERS } from './mapLayers';
import { WALK_KEYS, Walk } from './walk';

const ref = (name: string) => `resource:default/shop-${name}`;

function walkOn(map: WorkloadMap, folded: string[] = []): Walk {
  const layout = layoutMap(boxesOf(map), map.edges, new Set(folded));
  const anchors = anchorsOf(layout);
  return new Walk(layout, linesOf(map, anchors, new Set(DEFAULT_LAYERS)));
}

describe('Walk', () => {
  it('follows lines down and back up', () => {
    const walk = walkOn(shopMap);
    expect(walk.start).toBe(shopMap.workloadRef);
    expect(walk.step(ref('weu'), 'ArrowDown')).toBe(ref('weu-web'));
    expect(walk.step(ref('weu-web'), 'ArrowDown')).toBe(ref('weu-kv'));
    expect(walk.step(ref('weu-kv'), 'ArrowUp')).toBe(ref('weu-web'));
    expect(walk.step(ref('weu-web'), 'ArrowUp')).toBe(ref('weu'));
  });

  it('goes sideways to where else the line could have led', () => {
    const walk = walkOn(shopMap);
    // The stamp needs the registry, and holds the web app.
    expect(walk.step(ref('weu'), 'ArrowDown')).toBe(ref('weu-web'));
    expect(walk.step(ref('weu-web'), 'ArrowRight')).toBe(ref('registry'));
    expect(walk.step(ref('registry'), 'ArrowLeft')).toBe(ref('weu-web'));
  });

  it('leads nowhere at the ends', () => {
    const walk = walkOn(shopMap);
    expect(walk.step(shopMap.workloadRef, 'ArrowLeft')).toBeUndefined();
    expect(walk.step(shopMap.workloadRef, 'ArrowUp')).toBeUndefined();
    expect(walk.step(shopMap.workloadRef, 'End')).toBe(ref('registry'));
    expect(walk.step(ref('registry'), 'ArrowRight')).toBeUndefined();
  });

  it('stands on folded boxes, not in them', () => {
    const walk = walkOn(shopMap, [ref('weu')]);
    expect(walk.has(ref('weu'))).toBe(true);
    expect(walk.has(ref('weu-web'))).toBe(false);
    expect(walk.step(ref('weu'), 'ArrowDown')).toBe(ref('registry'));
  });

  it('reaches everything by any lines, and stays on what is drawn', () => {
    const [workload, stamp, part] = shopMap.nodes;
    const parts = Array.from(
      { length: 8 },
      (_, i): MapNode => ({
        ...part,
        entityRef: ref(`p${i}`),
        ...(i > 4 && { scope: 'global', stampRef: undefined }),
      }),
    );
    const place = fc.nat({ max: parts.length - 1 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(place, place), { maxLength: 20 }),
        fc.array(fc.constantFrom(...WALK_KEYS), { maxLength: 30 }),
        (pairs, keys) => {
          const walk = walkOn({
            ...shopMap,
            nodes: [workload, stamp, ...parts],
            edges: pairs.map(([source, target]) => ({
              sourceRef: parts[source].entityRef,
              targetRef: parts[target].entityRef,
              kind: 'depends-on',
            })),
          });
          let at = walk.start!;
          for (const key of keys) {
            at = walk.step(at, key) ?? at;
            expect(walk.has(at)).toBe(true);
          }
          at = walk.step(at, 'Home')!;
          const reached = new Set([at]);
          for (let i = 0; i < parts.length + 1; i++) {
            at = walk.step(at, 'ArrowRight')!;
            reached.add(at);
          }
          expect(reached.size).toBe(parts.length + 2);
        },
      ),
    );
  });
});
