import { HealthState, NodeSignal } from '../summary';

/**
 * How the state of a node counts for whoever depends on it: `standard` as it
 * is, `limited` one step milder (degraded as healthy, unhealthy as degraded),
 * `suppressed` not at all.
 */
export const IMPACTS = ['standard', 'limited', 'suppressed'] as const;

/** One of {@link IMPACTS}. */
export type Impact = (typeof IMPACTS)[number];

/** Threshold of a counting {@link Aggregation}, in members or in percent of those that count. */
export interface CountThreshold {
  unit: 'count' | 'percent';
  unhealthy: number;
  /** Without it the aggregation knows no middle state. */
  degraded?: number;
}

/** How the states of what a node depends on become one. Impacts are applied before. */
export type Aggregation =
  /** The worst of all. */
  | { kind: 'worstOf' }
  /** Degraded or unhealthy once as few as the threshold are healthy. */
  | ({ kind: 'minHealthy' } & CountThreshold)
  /** Degraded or unhealthy once as many as the threshold are degraded or unhealthy. */
  | ({ kind: 'maxNotHealthy' } & CountThreshold)
  /**
   * Members that stand in for each other, such as stamps: unhealthy only when
   * every single one is, degraded when any is less than healthy. It is
   * `minHealthy` with degraded at all but one and unhealthy at none, except
   * that members which are all degraded still serve and so stay degraded.
   */
  | { kind: 'redundant' };

/** A node of a health model, and what it depends on. */
export interface HealthNode {
  ref: string;
  impact: Impact;
  signals: HealthSignal[];
  /** Refs of nodes; those that the model does not hold are left out. */
  dependsOn: string[];
  /** `worstOf` when absent. */
  aggregation?: Aggregation;
  /** Whether nodes without data are left out when the others have some; true when absent. */
  ignoreUnknown?: boolean;
}

/** What the roll-up needs of a {@link NodeSignal}. */
export type HealthSignal = Pick<
  NodeSignal,
  'id' | 'state' | 'reason' | 'observedAt'
>;

/** Why a node is in its state: one signal, and the way it came up. */
export interface HealthCause {
  /** The node that has the signal. */
  entityRef: string;
  signalId: string;
  /** State of the signal itself; impacts may have made it milder on its way. */
  state: HealthState;
  reason: string;
  /** ISO 8601. */
  observedAt: string;
  /** From the node that it explains down to `entityRef`, both included. */
  path: string[];
}

/** What the roll-up says about one node. */
export interface NodeHealth {
  ref: string;
  /** Worst of its own signals; `unknown` without any. */
  ownState: HealthState;
  /** With everything that it depends on. */
  state: HealthState;
  /** Absent when healthy, and when no signal explains it. */
  cause?: HealthCause;
}
