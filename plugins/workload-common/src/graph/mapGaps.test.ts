import { mapGaps } from './mapGaps';
import { EdgeKind, WorkloadGraph, WorkloadNode } from './model';

const SHOP = 'system:default/shop';
const WEU = 'resource:default/weu';

function part(name: string, rest: Partial<WorkloadNode> = {}): WorkloadNode {
  return {
    entityRef: `resource:default/${name}`,
    kind: 'Resource',
    type: 'web-app',
    title: name,
    scope: 'stamp',
    stampRef: WEU,
    ...rest,
  };
}

const workload = part('shop', {
  entityRef: SHOP,
  kind: 'System',
  type: 'workload',
  scope: 'workload',
  stampRef: undefined,
});
const stamp = part('weu', { type: 'deployment-stamp', lifecycle: 'active' });
const flow = part('buy', {
  entityRef: 'flow:buy',
  kind: 'UserFlow',
  type: 'critical',
  scope: 'workload',
  stampRef: undefined,
});
const global: Partial<WorkloadNode> = { scope: 'global', stampRef: undefined };

function graphOf(
  nodes: WorkloadNode[],
  edges: [string, string, EdgeKind?][] = [],
): WorkloadGraph {
  const ref = (name: string) =>
    name.includes(':') ? name : `resource:default/${name}`;
  return {
    workloadRef: SHOP,
    nodes: [workload, ...nodes],
    edges: edges.map(([source, target, kind = 'depends-on']) => ({
      sourceRef: ref(source),
      targetRef: ref(target),
      kind,
    })),
  };
}

describe('mapGaps', () => {
  it.each<[string, WorkloadGraph, Record<string, string[]>]>([
    ['says nothing of a workload without parts', graphOf([]), {}],
    [
      'says nothing where all is declared',
      graphOf(
        [stamp, part('web'), part('logs', { type: 'log-analytics' }), flow],
        [
          ['weu', 'web'],
          ['weu', 'logs'],
          ['flow:buy', 'web'],
          ['web', 'logs', 'telemetry'],
        ],
      ),
      {},
    ],
    [
      'says that nothing depends on anything',
      graphOf([stamp, part('web'), flow], [['web', 'weu', 'telemetry']]),
      { 'no-dependencies': [SHOP] },
    ],
    [
      'names components that need nothing, and resources outside of stamps that nobody needs',
      graphOf(
        [
          flow,
          part('api', { ...global, kind: 'Component', scope: 'workload' }),
          part('front-door', { ...global, type: 'front-door' }),
          part('dns', { ...global, type: 'dashboard' }),
        ],
        [
          ['flow:buy', 'front-door'],
          ['front-door', 'dns', 'telemetry'],
        ],
      ),
      {
        'component-needs-nothing': ['resource:default/api'],
        'nobody-needs-it': ['resource:default/dns'],
      },
    ],
    [
      'calls a stamp empty only while it carries traffic',
      graphOf([
        stamp,
        part('next', {
          type: 'deployment-stamp',
          stampRef: 'resource:default/next',
          lifecycle: 'planned',
        }),
        flow,
      ]),
      { 'no-dependencies': [SHOP], 'stamp-is-empty': [WEU] },
    ],
    [
      'asks for user flows, and for telemetry of what requests pass',
      graphOf(
        [stamp, part('web'), part('logs', { type: 'log-analytics' })],
        [
          ['weu', 'web'],
          ['weu', 'logs'],
        ],
      ),
      {
        'no-user-flow': [SHOP],
        'sends-no-telemetry': ['resource:default/web'],
      },
    ],
  ])('%s', (_, graph, expected) => {
    expect(
      Object.fromEntries(mapGaps(graph).map(gap => [gap.kind, gap.entityRefs])),
    ).toEqual(expected);
  });
});
