import { Entity } from '@backstage/catalog-model';
import {
  HealthState,
  MapEdge,
  MapNode,
  WorkloadMap,
} from '@plumbline/plugin-workload-common';

const AT = '2026-11-21T12:00:00.000Z';
const WORKLOAD = 'system:default/estate';

/** Types of the resources of a stamp, and which of them each needs. */
const STAMP: [string, number[]][] = [
  ['front-door', [1]],
  ['web-app', [2, 3, 4]],
  ['app-service-plan', []],
  ['key-vault', []],
  ['postgresql', [5]],
  ['virtual-network', []],
  ['storage-account', [5]],
  ['event-hub', [5]],
  ['function-app', [7, 6, 3]],
  ['redis', [5]],
  ['managed-identity', []],
];
const SHARED = [
  'container-registry',
  'log-analytics',
  'application-insights',
  'dns-zone',
];
const FLOWS = ['Log in', 'See accounts', 'Transfer money'];

/**
 * The service map of one workload with about so many nodes: stamps of eleven
 * resources, what they share, code and user flows. In one stamp a database is
 * ill, so that there is a way to its cause.
 */
export function mapOf(size: number): WorkloadMap {
  const nodes: MapNode[] = [];
  const edges: MapEdge[] = [];
  const add = (
    entityRef: string,
    type: string,
    rest: Partial<MapNode> = {},
  ): string => {
    nodes.push({
      entityRef,
      kind: 'Resource',
      type,
      title: entityRef.split(/[/:]/).at(-1)!,
      scope: 'stamp',
      state: 'healthy',
      ownState: 'healthy',
      stateSince: AT,
      signals: [],
      countsAs: 'standard',
      criticality: 'medium',
      ...rest,
    });
    return entityRef;
  };
  const link = (
    sourceRef: string,
    targetRef: string,
    kind: MapEdge['kind'] = 'depends-on',
  ) => edges.push({ sourceRef, targetRef, kind });

  add(WORKLOAD, 'workload', {
    kind: 'System',
    title: 'Estate',
    scope: 'workload',
  });
  const shared = SHARED.map(type =>
    add(`resource:default/estate-${type}`, type, { scope: 'global' }),
  );
  const code = ['web', 'api', 'worker'].map(name =>
    add(`component:default/estate-${name}`, 'service', {
      kind: 'Component',
      scope: 'workload',
    }),
  );
  for (const [i, title] of FLOWS.entries()) {
    const flow = add(`flow:${i}`, 'critical', {
      kind: 'UserFlow',
      title,
      scope: 'workload',
      criticality: 'critical',
    });
    for (const component of code.slice(0, i + 1)) link(flow, component);
  }
  for (let s = 0; nodes.length + STAMP.length < size; s++) {
    const prefix = `resource:default/estate-${String(s).padStart(3, '0')}`;
    const place = {
      stampRef: prefix,
      region: `region${s % 40}`,
      environment: s % 3 === 0 ? 'dev' : 'prod',
    };
    add(prefix, 'deployment-stamp', { ...place, lifecycle: 'active' });
    const refOf = (i: number) => `${prefix}-${STAMP[i][0]}`;
    STAMP.forEach(([type, needs], i) => {
      const ref = add(refOf(i), type, place);
      link(prefix, ref);
      for (const need of needs) link(ref, refOf(need));
      link(ref, shared[1], 'telemetry');
    });
    link(prefix, shared[s % shared.length]);
    link(code[s % code.length], refOf(1));
  }
  makeIll(nodes);
  return {
    workloadRef: WORKLOAD,
    nodes,
    edges,
    graphAsOf: AT,
    incidents: [],
  };
}

/** The database of the second stamp is full; what needs it is ill with it. */
function makeIll(nodes: MapNode[]) {
  const stamp = 'resource:default/estate-001';
  const path = [
    'flow:2',
    'component:default/estate-api',
    `${stamp}-web-app`,
    `${stamp}-postgresql`,
  ];
  const database = path.at(-1)!;
  const states: Record<string, HealthState> = {
    [WORKLOAD]: 'degraded',
    [stamp]: 'unhealthy',
    ...Object.fromEntries(path.map(ref => [ref, 'unhealthy'])),
  };
  for (const node of nodes) {
    const state = states[node.entityRef];
    if (!state) continue;
    const from = path.indexOf(node.entityRef);
    const way = from < 0 ? [stamp, ...path.slice(2)] : path.slice(from);
    const cause = {
      entityRef: database,
      signalId: 'postgresql/connections',
      state: 'unhealthy' as const,
      reason: 'Connections: 97%; unhealthy >= 90%',
      observedAt: AT,
      path: node.entityRef === WORKLOAD ? [WORKLOAD, ...path] : way,
    };
    Object.assign(node, { state, cause, causes: [cause] });
    if (node.entityRef === database) node.ownState = 'unhealthy';
  }
}

/** The same parts as entities, with the relations that the catalog would give them. */
export function entitiesOf(map: WorkloadMap): Entity[] {
  const relations = new Map<string, Entity['relations']>();
  const relate = (from: string, type: string, to: string) =>
    relations.set(from, [
      ...(relations.get(from) ?? []),
      { type, targetRef: to },
    ]);
  const parts = map.nodes.filter(node => node.kind !== 'UserFlow');
  const known = new Set(parts.map(node => node.entityRef));
  for (const { sourceRef, targetRef, kind } of map.edges) {
    if (kind !== 'depends-on' || !known.has(sourceRef)) continue;
    relate(sourceRef, 'dependsOn', targetRef);
    relate(targetRef, 'dependencyOf', sourceRef);
  }
  for (const { entityRef } of parts) {
    if (entityRef === map.workloadRef) continue;
    relate(entityRef, 'partOf', map.workloadRef);
    relate(map.workloadRef, 'hasPart', entityRef);
  }
  return parts.map(({ entityRef, kind, type, title }) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name: entityRef.split('/')[1],
      namespace: 'default',
      title,
    },
    spec: { type, system: 'estate', owner: 'team' },
    relations: relations.get(entityRef),
  }));
}
