import fc from 'fast-check';
import { WorkloadGraph, WorkloadNode } from '../graph/model';
import { HEALTH_STATES, HealthState, NodeSignal } from '../summary';
import { healthParts } from './healthParts';
import { workloadHealth } from './workloadHealth';

const SHOP = 'system:default/shop';
const API = 'component:default/api';
const STAMP = 'resource:default/stamp';
const WEB = 'resource:default/web';
const REGISTRY = 'resource:default/registry';

const node = (
  entityRef: string,
  kind: string,
  more: Partial<WorkloadNode> = {},
): WorkloadNode => ({
  entityRef,
  kind,
  title: entityRef,
  scope: 'workload',
  ...more,
});

function shop(lifecycle = 'active'): WorkloadGraph {
  const ofStamp = { scope: 'stamp', stampRef: STAMP } as const;
  return {
    workloadRef: SHOP,
    nodes: [
      node(SHOP, 'System', { type: 'workload' }),
      node(API, 'Component'),
      node(REGISTRY, 'Resource', { scope: 'global' }),
      node(STAMP, 'Resource', {
        ...ofStamp,
        type: 'deployment-stamp',
        lifecycle,
      }),
      node(WEB, 'Resource', { ...ofStamp, type: 'web-app' }),
    ],
    edges: [{ sourceRef: STAMP, targetRef: WEB, kind: 'depends-on' }],
  };
}

const signal = (entityRef: string, state: HealthState): NodeSignal => ({
  id: `slo/${state}`,
  entityRef,
  state,
  reason: state,
  observedAt: '2026-11-21T08:00:00.000Z',
});

const partsOf = (graph: WorkloadGraph, ...signals: NodeSignal[]) =>
  healthParts(graph, workloadHealth(graph, signals));

describe('healthParts', () => {
  it('asks for signals of components, of stamps in traffic and of the workload', () => {
    expect(partsOf(shop())).toEqual({
      observed: [],
      unobserved: [API, STAMP, SHOP],
      ill: [],
    });
    expect(partsOf(shop('planned')).unobserved).toEqual([API, SHOP]);
  });

  it('sees a stamp and the workload through their parts', () => {
    expect(partsOf(shop(), signal(WEB, 'degraded'))).toEqual({
      observed: [WEB],
      unobserved: [API],
      ill: [WEB],
    });
  });

  it('takes a signal that knows nothing for none', () => {
    expect(partsOf(shop(), signal(API, 'unknown')).unobserved).toContain(API);
  });

  it('does not call a part ill for what it depends on', () => {
    const { ill } = partsOf(
      shop(),
      signal(STAMP, 'healthy'),
      signal(WEB, 'unhealthy'),
    );
    expect(ill).toEqual([WEB]);
  });

  it('holds for any signals', () => {
    const anySignal = fc
      .tuple(
        fc.constantFrom(SHOP, API, STAMP, WEB, REGISTRY, 'api:default/away'),
        fc.constantFrom(...HEALTH_STATES),
      )
      .map(([ref, state]) => signal(ref, state));
    fc.assert(
      fc.property(fc.array(anySignal), signals => {
        const { observed, unobserved, ill } = partsOf(shop(), ...signals);
        const known = signals.filter(each => each.state !== 'unknown');
        expect(observed.length > 0).toBe(known.length > 0);
        expect(observed.filter(ref => unobserved.includes(ref))).toEqual([]);
        expect(ill.filter(ref => !observed.includes(ref))).toEqual([]);
        expect([observed, unobserved, ill]).toEqual(
          [observed, unobserved, ill].map(list => [...new Set(list)].sort()),
        );
      }),
    );
  });
});
