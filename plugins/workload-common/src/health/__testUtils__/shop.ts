import { WorkloadGraph, WorkloadNode } from '../../graph/model';
import { HealthState, NodeSignal } from '../../summary';

export const SHOP = 'system:default/shop';

/** A full ref of a resource of the shop. */
export function resource(name: string): string {
  return `resource:default/${name}`;
}

const node = (
  entityRef: string,
  more: Partial<WorkloadNode> = {},
): WorkloadNode => ({
  entityRef,
  kind: 'Resource',
  title: entityRef,
  scope: 'workload',
  ...more,
});

/** A shop with a front door, a registry, and stamps with a web app and a database each. */
export function shopGraph(regions = ['north', 'south']): WorkloadGraph {
  return {
    workloadRef: SHOP,
    nodes: [
      node(SHOP, {
        kind: 'System',
        type: 'workload',
        escalation: 'team, boss',
      }),
      node(resource('door'), { scope: 'global', type: 'front-door' }),
      node(resource('registry'), {
        scope: 'global',
        type: 'container-registry',
      }),
      ...regions.flatMap(region => {
        const stampRef = resource(`stamp-${region}`);
        const place = { scope: 'stamp', stampRef } as const;
        return [
          node(stampRef, {
            ...place,
            type: 'deployment-stamp',
            lifecycle: 'active',
            environment: 'prod',
          }),
          node(resource(`web-${region}`), { ...place, type: 'web-app' }),
          node(resource(`db-${region}`), { ...place, type: 'postgresql' }),
        ];
      }),
    ],
    edges: regions.flatMap(region => [
      {
        sourceRef: resource(`stamp-${region}`),
        targetRef: resource(`web-${region}`),
        kind: 'depends-on' as const,
      },
      {
        sourceRef: resource(`web-${region}`),
        targetRef: resource(`db-${region}`),
        kind: 'depends-on' as const,
      },
    ]),
  };
}

/** A signal of a resource of the shop. */
export function shopSignal(
  name: string,
  state: HealthState,
  id = 'push/up',
): NodeSignal {
  return {
    id,
    entityRef: name === SHOP ? SHOP : resource(name),
    state,
    reason: `${name} is ${state}`,
    observedAt: '2026-11-21T08:00:00.000Z',
  };
}
