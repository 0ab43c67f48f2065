import {
  HealthCause,
  HealthState,
  MapNode,
  NodeScope,
  NodeSignal,
  WorkloadNode,
} from '@plumbline/plugin-workload-common';
import { NodeTable } from './tables';

/** What of a node's row comes from the catalog. */
export type NodeFacts = Omit<
  NodeTable,
  'own_state' | 'state' | 'state_since' | 'signals' | 'cause'
>;

/** The row of a node as far as the catalog knows it. */
export function toNodeFacts(
  workloadRef: string,
  node: WorkloadNode,
): NodeFacts {
  const { entityRef, kind, type, title, scope, stampRef, region, ...details } =
    node;
  return {
    workload_ref: workloadRef,
    entity_ref: entityRef,
    kind,
    type: type ?? null,
    title,
    scope,
    stamp_ref: stampRef ?? null,
    region: region ?? null,
    details: JSON.stringify(details),
  };
}

/** A node of the graph, from its row. */
export function toWorkloadNode(row: NodeFacts): WorkloadNode {
  return {
    entityRef: row.entity_ref,
    kind: row.kind,
    type: row.type ?? undefined,
    title: row.title,
    scope: row.scope as NodeScope,
    stampRef: row.stamp_ref ?? undefined,
    region: row.region ?? undefined,
    ...JSON.parse(row.details),
  };
}

/** A node of the service map, from its row. */
export function toMapNode(row: NodeTable): MapNode {
  return {
    ...toWorkloadNode(row),
    ownState: row.own_state as HealthState,
    state: row.state as HealthState,
    stateSince: row.state_since,
    signals: JSON.parse(row.signals) as NodeSignal[],
    cause: row.cause ? (JSON.parse(row.cause) as HealthCause) : undefined,
  };
}
