import { Impact } from '../health/model';

/** What a node of the service map belongs to: all stamps, one stamp, or the workload as such. */
export type NodeScope = 'global' | 'stamp' | 'workload';

/** One entity of a workload, as the service map shows it. */
export interface WorkloadNode {
  /** Full ref. */
  entityRef: string;
  /** Kind of the entity, such as `Resource`. */
  kind: string;
  /** `spec.type` of the entity, such as `key-vault`. */
  type?: string;
  title: string;
  scope: NodeScope;
  /** Full ref of its stamp; a stamp's own ref on the stamp itself. */
  stampRef?: string;
  /** Azure region name, such as `westeurope`. */
  region?: string;
  environment?: string;
  /** Of a stamp: one of `STAMP_LIFECYCLES`. */
  lifecycle?: string;
  /** As its annotation says; by its type when absent. */
  impact?: Impact;
  /** Full ref. */
  ownerRef?: string;
  /** From the node itself, else its stamp, else the workload; so the next three. */
  runbookUrl?: string;
  onCall?: string;
  /** Who is called, in order, separated by commas. */
  escalation?: string;
  azureResourceId?: string;
}

/** `depends-on`: the source needs the target. `telemetry`: the source sends its telemetry to the target. */
export type EdgeKind = 'depends-on' | 'telemetry';

/** A directed edge of the service map. */
export interface WorkloadEdge {
  sourceRef: string;
  targetRef: string;
  kind: EdgeKind;
}

/** A workload's parts and how they hang together; the workload itself is a node too. */
export interface WorkloadGraph {
  workloadRef: string;
  nodes: WorkloadNode[];
  edges: WorkloadEdge[];
}
