import { WorkloadMap } from '@plumbline/plugin-workload-common';
import { shopMap } from '../../../__fixtures__/workloads';
import { boxesOf } from '../boxes';
import { DEFAULT_LAYERS, MAP_LAYERS, MapLayer } from '../mapLayers';
import { layoutMap } from './layoutMap';
import { Line, anchorsOf, bundled, linesAlong, linesOf } from './lines';

const ref = (name: string) => `resource:default/shop-${name}`;
const WEU = ref('weu');
const WEB = ref('weu-web');
const KV = ref('weu-kv');
const REGISTRY = ref('registry');

function sceneOf(map: WorkloadMap, folded: string[] = []) {
  const layout = layoutMap(boxesOf(map), map.edges, new Set(folded));
  return { layout, anchors: anchorsOf(layout) };
}

const inWords = (lines: Line[]) =>
  lines.map(
    ({ kind, source, target, count }) =>
      `${source.id} ${kind} ${target.id} ${count}`,
  );

describe('lines of the map', () => {
  const lines = (
    map: WorkloadMap,
    folded: string[] = [],
    layers: readonly MapLayer[] = DEFAULT_LAYERS,
  ) => inWords(linesOf(map, sceneOf(map, folded).anchors, new Set(layers)));

  it('has one for each edge, but not from a stamp to its own', () => {
    const map = {
      ...shopMap,
      edges: [
        ...shopMap.edges,
        { sourceRef: WEU, targetRef: WEB, kind: 'depends-on' as const },
      ],
    };
    expect(lines(map)).toEqual([
      `${WEU} depends-on ${REGISTRY} 1`,
      `${WEB} depends-on ${KV} 1`,
      `${KV} telemetry ${REGISTRY} 1`,
    ]);
  });

  it('leads to the folded box, once for all edges between the same two', () => {
    const map = {
      ...shopMap,
      edges: [
        ...shopMap.edges,
        { sourceRef: WEB, targetRef: REGISTRY, kind: 'telemetry' as const },
      ],
    };
    expect(lines(map, [WEU])).toEqual([
      `${WEU} depends-on ${REGISTRY} 1`,
      `${WEU} telemetry ${REGISTRY} 2`,
    ]);
  });

  it('shows only the layers that are chosen', () => {
    expect(lines(shopMap, [], ['stamps', 'shared', 'telemetry'])).toEqual([
      `${KV} telemetry ${REGISTRY} 1`,
    ]);
    expect(lines(shopMap, [], MAP_LAYERS)).toContain(
      `${shopMap.workloadRef} contains ${WEU} 1`,
    );
  });

  it('bundles telemetry of several parts of a box to one place outside', () => {
    const names = ['a', 'b', 'c'];
    const [, , web] = shopMap.nodes;
    const map: WorkloadMap = {
      ...shopMap,
      nodes: [
        ...shopMap.nodes,
        ...names.map(name => ({ ...web, entityRef: ref(name) })),
      ],
      edges: names.map(name => ({
        sourceRef: ref(name),
        targetRef: REGISTRY,
        kind: 'telemetry' as const,
      })),
    };
    const { layout, anchors } = sceneOf(map);
    const drawn = (count: number) =>
      inWords(
        bundled(
          linesOf(map, anchors, new Set(DEFAULT_LAYERS)).slice(0, count),
          layout,
        ),
      );
    expect(drawn(3)).toEqual([`${WEU} telemetry ${REGISTRY} 3`]);
    expect(drawn(2)).toHaveLength(2);
  });
});

describe('the way to a cause', () => {
  const stamps = new Map(
    shopMap.nodes.map(node => [node.entityRef, node.stampRef]),
  );
  const path = [shopMap.workloadRef, WEU, WEB, KV];
  const along = (folded: string[]) =>
    inWords(
      linesAlong(path, sceneOf(shopMap, folded).anchors, each =>
        stamps.get(each),
      ),
    );

  it('goes into a stamp without a line', () => {
    expect(along([])).toEqual([
      `${shopMap.workloadRef} depends-on ${WEU} 1`,
      `${WEB} depends-on ${KV} 1`,
    ]);
  });

  it('ends at a folded box', () => {
    expect(along([WEU])).toEqual([
      `${shopMap.workloadRef} depends-on ${WEU} 1`,
    ]);
  });
});
