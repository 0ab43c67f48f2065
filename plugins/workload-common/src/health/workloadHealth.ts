import { isProduction } from '../environment';
import { WorkloadGraph, WorkloadNode } from '../graph/model';
import { STAMP_TYPE } from '../model';
import { NodeSignal } from '../summary';
import { defaultImpact } from './impacts';
import { HealthNode, Impact, NodeHealth } from './model';
import { rollUp } from './rollUp';

/** Health of a workload and of everything in it. */
export interface WorkloadHealth {
  workload: NodeHealth;
  /** Every node of the graph, the workload included, by ref. */
  nodes: Map<string, NodeHealth>;
  /** The signals of each node; those of entities outside of the graph are the workload's. */
  signals: Map<string, NodeSignal[]>;
}

/**
 * Rolls health up from signals to the workload, over its graph.
 *
 * The workload is the worst of its global resources, its components and other
 * parts outside of stamps, and its stamps together. Stamps stand in for each
 * other: the workload is degraded when one is ill and unhealthy only when all
 * are. Only the stamps of {@link servingStamps} count. Whatever outside of a
 * stamp depends on several stamps, or on parts of several, is as tolerant.
 *
 * A stamp of which nothing reports is unknown, however healthy the global
 * resources are that it uses: a planned stamp has not been seen working.
 */
export function workloadHealth(
  graph: WorkloadGraph,
  signals: NodeSignal[],
): WorkloadHealth {
  const byEntity = signalsByNode(graph, signals);
  const nodes = toHealthModel(graph, byEntity);
  const results = rollUp(nodes);
  const real = new Set(graph.nodes.map(node => node.entityRef));
  const silent = silentStamps(graph, byEntity);
  const visible = new Map<string, NodeHealth>();
  for (const [ref, health] of results) {
    if (!real.has(ref)) continue;
    visible.set(ref, {
      ...health,
      state:
        health.state === 'healthy' && silent.has(ref)
          ? 'unknown'
          : health.state,
      cause: health.cause && {
        ...health.cause,
        path: health.cause.path.filter(each => real.has(each)),
      },
    });
  }
  return {
    workload: visible.get(graph.workloadRef)!,
    nodes: visible,
    signals: byEntity,
  };
}

/**
 * The stamps that users depend on: those that carry traffic (active or
 * draining), of the production environment where the workload has one.
 */
export function servingStamps(graph: WorkloadGraph): WorkloadNode[] {
  const carrying = graph.nodes.filter(
    node =>
      isStampNode(node) &&
      (node.lifecycle === 'active' || node.lifecycle === 'draining'),
  );
  const production = carrying.filter(node => isProduction(node.environment));
  return production.length > 0 ? production : carrying;
}

/** Whether a node of the map is a stamp itself, not a part of one. */
export function isStampNode(node: WorkloadNode): boolean {
  return node.type === STAMP_TYPE && node.stampRef === node.entityRef;
}

/** Stamps that have no signal, neither on themselves nor on any of their parts. */
function silentStamps(
  graph: WorkloadGraph,
  signals: Map<string, NodeSignal[]>,
): Set<string> {
  const silent = new Set(
    graph.nodes.filter(isStampNode).map(node => node.entityRef),
  );
  for (const { entityRef, stampRef } of graph.nodes) {
    if (stampRef && signals.get(entityRef)!.length > 0) silent.delete(stampRef);
  }
  return silent;
}

function signalsByNode(
  graph: WorkloadGraph,
  signals: NodeSignal[],
): Map<string, NodeSignal[]> {
  const byEntity = new Map<string, NodeSignal[]>(
    graph.nodes.map(node => [node.entityRef, []]),
  );
  for (const signal of signals) {
    const list =
      byEntity.get(signal.entityRef) ?? byEntity.get(graph.workloadRef);
    list?.push(signal);
  }
  return byEntity;
}

function toHealthModel(
  graph: WorkloadGraph,
  signals: Map<string, NodeSignal[]>,
): HealthNode[] {
  const stampOf = new Map(
    graph.nodes.map(node => [node.entityRef, node.stampRef]),
  );
  const serving = new Set(servingStamps(graph).map(node => node.entityRef));
  const dependencies = new Map<string, string[]>();
  for (const { kind, sourceRef, targetRef } of graph.edges) {
    if (kind !== 'depends-on') continue;
    const list = dependencies.get(sourceRef) ?? [];
    list.push(targetRef);
    dependencies.set(sourceRef, list);
  }
  return graph.nodes.flatMap(node => {
    const declared = dependencies.get(node.entityRef) ?? [];
    const dependsOn =
      node.entityRef === graph.workloadRef
        ? [...declared, ...topLevel(graph), ...serving]
        : declared;
    const outside = dependsOn.filter(ref => !stampOf.get(ref));
    const inside = dependsOn.filter(ref => stampOf.get(ref));
    const self: HealthNode = {
      ref: node.entityRef,
      impact: impactOf(node),
      signals: signals.get(node.entityRef) ?? [],
      dependsOn,
    };
    if (node.stampRef || inside.length === 0) return [self];
    const groups = groupByStamp(
      node.entityRef,
      inside.filter(ref => serving.has(stampOf.get(ref)!)),
      ref => stampOf.get(ref)!,
    );
    return [{ ...self, dependsOn: [...outside, groups[0].ref] }, ...groups];
  });
}

/** One node for all stamps together, and one for what is needed of each. They show up nowhere. */
function groupByStamp(
  ref: string,
  targets: string[],
  stampOf: (ref: string) => string,
): HealthNode[] {
  const byStamp = new Map<string, string[]>();
  for (const target of targets) {
    const stamp = stampOf(target);
    byStamp.set(stamp, [...(byStamp.get(stamp) ?? []), target]);
  }
  const perStamp = [...byStamp].map(
    ([stamp, dependsOn]): HealthNode => ({
      ref: `${ref} in ${stamp}`,
      impact: 'standard',
      signals: [],
      dependsOn,
    }),
  );
  return [
    {
      ref: `${ref} stamps`,
      impact: 'standard',
      signals: [],
      dependsOn: perStamp.map(node => node.ref),
      aggregation: { kind: 'redundant' },
    },
    ...perStamp,
  ];
}

/** Global resources and the workload's own parts. */
function topLevel(graph: WorkloadGraph): string[] {
  return graph.nodes
    .filter(node => !node.stampRef && node.entityRef !== graph.workloadRef)
    .map(node => node.entityRef);
}

function impactOf(node: WorkloadNode): Impact {
  if (node.impact) return node.impact;
  return node.kind === 'Resource' && !isStampNode(node)
    ? defaultImpact(node.type)
    : 'standard';
}
