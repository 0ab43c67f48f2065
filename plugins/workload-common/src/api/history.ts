import { HealthCause, ObjectiveStanding, StateChange } from '../health';
import { HealthState } from '../summary';

/** One change of one node's state. */
export interface HealthHistoryEntry {
  entityRef: string;
  /** Of the node; its ref when it is gone. */
  title: string;
  from: HealthState;
  to: HealthState;
  /** Why; absent when healthy or when nothing said so. */
  cause?: HealthCause;
  /** ISO 8601. */
  at: string;
}

/**
 * Answer of `GET /workloads/{namespace}/{name}/health/history`: of one node
 * (`entityRef`), or of all with the standing of the workload.
 */
export interface HealthHistory {
  /** ISO 8601. */
  from: string;
  /** ISO 8601. */
  to: string;
  /** Newest first, a page of them. */
  items: HealthHistoryEntry[];
  total: number;
  /** States of the node, or of the workload, over the stretch, oldest first; the first entry is the state at `from`. */
  states: StateChange[];
  /** The objective's own window, not the stretch that was asked for. */
  standing: ObjectiveStanding;
  /** ISO 8601: nothing is known from before. */
  keptSince?: string;
}

/** A moment to which the map can go back; several changes at once are one. */
export interface MapMoment {
  /** ISO 8601. */
  at: string;
  /** How many nodes changed their state. */
  changes: number;
  /** The worst that a node came to. */
  worst: HealthState;
  /** Whether parts or edges came or went. */
  reshaped: boolean;
}

/** Answer of `GET …/map/moments?from&to`, oldest first; the newest 1,000 of the stretch. */
export interface MapMoments {
  items: MapMoment[];
  /** ISO 8601: further back nothing is kept. */
  keptSince?: string;
}

/** A workload that an entity's illness reaches, or would. */
export interface AffectedWorkload {
  workloadRef: string;
  title: string;
  ownerRef?: string;
  health: HealthState;
  /** Parts that depend on the entity, straight or through others, the nearest first. */
  parts: { entityRef: string; title: string; kind: string; type?: string }[];
  /** User flows among them, the most critical first. */
  userFlows: { title: string; criticality: string }[];
}

/** Answer of `GET /affected?entityRef=`, worst and most critical first. */
export interface AffectedAnswer {
  entityRef: string;
  items: AffectedWorkload[];
  total: number;
}

/** What became of a workload since a moment. Answer of `GET …/changes?since`. */
export interface WorkloadChanges {
  /** ISO 8601. */
  since: string;
  /** Newest first, at most 200. */
  items: {
    /** ISO 8601. */
    at: string;
    kind: 'health' | 'part-added' | 'part-removed' | 'incident' | 'model';
    /** One sentence. */
    title: string;
    entityRef?: string;
    /** Of an incident. */
    number?: number;
  }[];
  /** Whether there were more. */
  more: boolean;
}
