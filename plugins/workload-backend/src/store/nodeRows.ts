import {
  Criticality,
  HealthCause,
  HealthState,
  Impact,
  MapNode,
  NodeScope,
  NodeSignal,
  WorkloadNode,
} from '@plumbline/plugin-workload-common';
import { NodeTable } from './tables';

/** What of a node's row comes from the catalog. */
export type NodeFacts = Pick<
  NodeTable,
  | 'workload_ref'
  | 'entity_ref'
  | 'kind'
  | 'type'
  | 'title'
  | 'scope'
  | 'stamp_ref'
  | 'region'
  | 'details'
>;

/** What of a node's row is rolled up. */
export type NodeStanding = Omit<NodeTable, keyof NodeFacts>;

/** A node that nobody has looked at yet. */
export function unknownSince(now: string): NodeStanding {
  return {
    own_state: 'unknown',
    state: 'unknown',
    state_since: now,
    signals: '[]',
    cause: null,
    causes: null,
    silent: null,
    counts_as: 'standard',
    criticality: 'medium',
    alert: null,
  };
}

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
    cause: parsed<HealthCause>(row.cause),
    causes: parsed<HealthCause[]>(row.causes),
    silent: parsed<string[][]>(row.silent),
    countsAs: row.counts_as as Impact,
    criticality: row.criticality as Criticality,
    alert: parsed<MapNode['alert']>(row.alert),
  };
}

function parsed<T>(json: string | null): T | undefined {
  return json === null ? undefined : (JSON.parse(json) as T);
}
