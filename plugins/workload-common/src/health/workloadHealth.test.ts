import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { buildGraph } from '../graph';
import { StampEntity, WorkloadEntity } from '../model';
import { HealthState, NodeSignal } from '../summary';
import { servingStamps } from './stampNodes';
import { workloadHealth } from './workloadHealth';

const SYSTEM = 'system:default/shop';

function entity(
  ref: string,
  spec: Record<string, string>,
  relations: Record<string, string[]> = {},
  annotations: Record<string, string> = {},
): Entity {
  const { kind, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toUpperCase() + kind.slice(1),
    metadata: { name, namespace: 'default', annotations },
    spec,
    relations: Object.entries(relations).flatMap(([type, targets]) =>
      targets.map(targetRef => ({ type, targetRef })),
    ),
  };
}

function stamp(region: string, environment: string, lifecycle = 'active') {
  return entity(
    `resource:default/stamp-${environment}-${region}`,
    { type: 'deployment-stamp', region, environment, lifecycle },
    {
      dependsOn: [
        `resource:default/web-${environment}-${region}`,
        'resource:default/registry',
      ],
    },
    { 'plumbline.io/on-call': `on-call of ${region}` },
  ) as StampEntity;
}

function web(region: string, environment: string) {
  return entity(
    `resource:default/web-${environment}-${region}`,
    { type: 'web-app' },
    { dependsOn: ['resource:default/front-door'] },
  );
}

function shop(
  stamps: [region: string, environment: string, lifecycle?: string][],
) {
  return buildGraph({
    workload: entity(
      SYSTEM,
      { type: 'workload' },
      {},
      {
        'plumbline.io/escalation': 'team, manager',
      },
    ) as WorkloadEntity,
    stamps: stamps.map(each => stamp(...each)),
    resources: [
      entity('resource:default/registry', { type: 'container-registry' }),
      entity(
        'resource:default/front-door',
        { type: 'front-door' },
        {},
        { 'plumbline.io/scope': 'global' },
      ),
      ...stamps.map(([region, environment]) => web(region, environment)),
    ],
    components: [
      entity(
        'component:default/api',
        { type: 'service' },
        {
          dependsOn: stamps.map(
            ([region, environment]) =>
              `resource:default/web-${environment}-${region}`,
          ),
        },
      ),
    ],
  });
}

function signal(ref: string, state: HealthState): NodeSignal {
  return {
    id: `slo/${ref}`,
    entityRef: `resource:default/${ref}`,
    state,
    reason: `${ref} is ${state}`,
    observedAt: '2026-01-01T00:00:00Z',
  };
}

describe('buildGraph', () => {
  it('puts parts where they belong and hands down whom to call', () => {
    const graph = shop([
      ['eastus2', 'prod'],
      ['westeurope', 'prod'],
    ]);
    const byRef = new Map(graph.nodes.map(node => [node.entityRef, node]));
    expect(byRef.get('resource:default/web-prod-eastus2')).toMatchObject({
      scope: 'stamp',
      stampRef: 'resource:default/stamp-prod-eastus2',
      region: 'eastus2',
      environment: 'prod',
      onCall: 'on-call of eastus2',
      escalation: 'team, manager',
    });
    expect(byRef.get('resource:default/registry')!.scope).toBe('global');
    expect(byRef.get('resource:default/front-door')!.scope).toBe('global');
    expect(byRef.get('component:default/api')!.scope).toBe('workload');
  });
});

describe('workloadHealth', () => {
  const three = shop([
    ['eastus2', 'prod'],
    ['westeurope', 'prod'],
    ['brazilsouth', 'prod'],
  ]);
  const all = ['eastus2', 'westeurope', 'brazilsouth'];
  const stateOf = (graph: typeof three, signals: NodeSignal[]) =>
    workloadHealth(graph, signals).workload.state;

  it('is unknown without any signal', () => {
    expect(stateOf(three, [])).toBe('unknown');
  });

  it('does not call a stamp healthy of which nothing reports', () => {
    const graph = shop([
      ['eastus2', 'prod'],
      ['japaneast', 'prod', 'planned'],
    ]);
    const states = (signals: NodeSignal[]) => {
      const { nodes } = workloadHealth(graph, signals);
      return ['eastus2', 'japaneast'].map(
        region => nodes.get(`resource:default/stamp-prod-${region}`)!.state,
      );
    };
    const registry = signal('registry', 'healthy');
    expect(states([registry, signal('web-prod-eastus2', 'healthy')])).toEqual([
      'healthy',
      'unknown',
    ]);
    expect(states([registry, signal('web-prod-japaneast', 'healthy')])).toEqual(
      ['unknown', 'healthy'],
    );
    // What it uses being ill is known all the same.
    expect(states([signal('registry', 'unhealthy')])[1]).not.toBe('unknown');
  });

  it('bears the loss of one stamp, of all but one, not of all', () => {
    const lost = (count: number) =>
      all.map((region, i) =>
        signal(`web-prod-${region}`, i < count ? 'unhealthy' : 'healthy'),
      );
    expect(stateOf(three, lost(0))).toBe('healthy');
    expect(stateOf(three, lost(1))).toBe('degraded');
    expect(stateOf(three, lost(2))).toBe('degraded');
    expect(stateOf(three, lost(3))).toBe('unhealthy');
  });

  it('is degraded, not unhealthy, when all stamps are degraded', () => {
    expect(
      stateOf(
        three,
        all.map(region => signal(`web-prod-${region}`, 'degraded')),
      ),
    ).toBe('degraded');
  });

  it('is as ill as a global resource that it needs', () => {
    expect(stateOf(three, [signal('front-door', 'unhealthy')])).toBe(
      'unhealthy',
    );
    expect(stateOf(three, [signal('registry', 'unhealthy')])).toBe('degraded');
  });

  it('takes the impact that an annotation gives', () => {
    const nodes = three.nodes.map(node =>
      node.type === 'front-door'
        ? { ...node, impact: 'limited' as const }
        : node,
    );
    expect(
      stateOf({ ...three, nodes }, [signal('front-door', 'unhealthy')]),
    ).toBe('degraded');
  });

  it('says through which nodes, without the synthetic ones', () => {
    const { workload } = workloadHealth(three, [
      signal('web-prod-eastus2', 'unhealthy'),
    ]);
    expect(workload.cause!.path).toEqual([
      SYSTEM,
      'component:default/api',
      'resource:default/web-prod-eastus2',
    ]);
  });

  it('does not count stamps that serve no users', () => {
    const mixed = shop([
      ['westeurope', 'dev'],
      ['westeurope', 'prod'],
      ['eastus2', 'prod', 'planned'],
    ]);
    expect(servingStamps(mixed).map(node => node.entityRef)).toEqual([
      'resource:default/stamp-prod-westeurope',
    ]);
    const prod = signal('web-prod-westeurope', 'healthy');
    const result = workloadHealth(mixed, [
      prod,
      signal('web-dev-westeurope', 'unhealthy'),
      signal('web-prod-eastus2', 'unhealthy'),
    ]);
    expect(result.workload.state).toBe('healthy');
    expect(
      result.nodes.get('resource:default/stamp-dev-westeurope')!.state,
    ).toBe('unhealthy');
  });

  it('counts a signal of something that the catalog lacks on the workload', () => {
    const result = workloadHealth(three, [signal('gone', 'degraded')]);
    expect(result.workload.state).toBe('degraded');
    expect(result.signals.get(SYSTEM)).toHaveLength(1);
  });
});
