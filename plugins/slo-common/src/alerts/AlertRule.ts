/** How soon someone must look, the worst first: the priorities of the alert criteria. */
export const ALERT_SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** One of {@link ALERT_SEVERITIES}. */
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** How a measured number is compared with a threshold. */
export type AlertOperator = 'lt' | 'lte' | 'gt' | 'gte';

/**
 * What must be so for an alert:
 * `burn-rate`, the budget is spent so many times faster than allowed, over the
 * long window and, where there is one, over the short window too;
 * `error-rate`, the share of bad events (or slices) in the window, 0 to 1;
 * `error-count`, the number of bad events (or slices) in the window;
 * `budget`, the share of the budget that remains.
 */
export type AlertCondition =
  | {
      kind: 'burn-rate';
      longSeconds: number;
      shortSeconds?: number;
      op: AlertOperator;
      threshold: number;
    }
  | {
      kind: 'error-rate' | 'error-count';
      longSeconds: number;
      op: AlertOperator;
      threshold: number;
    }
  | { kind: 'budget'; op: AlertOperator; threshold: number };

/** One thing that an objective is watched for. */
export interface AlertRule {
  /** Unique within its objective, such as `burn-1h`, or `policy/condition` by their names. */
  id: string;
  /** For people. */
  name: string;
  severity: AlertSeverity;
  condition: AlertCondition;
  /** For how long it must be so before the alert fires; seconds. */
  alertAfterSeconds: number;
  /** Fewer events in the long window never alert. 0 for no such limit. */
  minEvents: number;
  /** Fewer bad events in the long window never alert. 0 for no such limit. */
  minFailures: number;
  /** Whether people are told when there is no data, when it is over, and when it fires. */
  notify: { noData: boolean; resolved: boolean; breaching: boolean };
  /** Names of the notification targets that are declared for it, as the configuration knows them; empty: the workload's owners. */
  targets: string[];
}

/** Where an alert stands. `pending`: it is so, but not for long enough. */
export const ALERT_STATES = ['inactive', 'pending', 'firing'] as const;

/** One of {@link ALERT_STATES}. */
export type AlertState = (typeof ALERT_STATES)[number];

/** Why a condition that is met does not count. */
export type AlertSuppression = 'few-events' | 'few-failures' | 'maintenance';

/** One rule of one objective as it stands now. */
export interface AlertReading {
  ruleId: string;
  name: string;
  severity: AlertSeverity;
  condition: AlertCondition;
  /** Over the long window; `null` without data. The unit is the condition's. */
  value: number | null;
  /** Over the short window of a burn rate; `null` without data or without one. */
  shortValue: number | null;
  /** Events and bad events (or slices) of the long window. */
  events: number;
  failures: number;
  /** Whether the condition is met, guards included. */
  met: boolean;
  suppressedBy?: AlertSuppression;
  /** Whether it fires because new data stopped coming, as its rule asks; the values are then the last known. */
  noData?: boolean;
  /** One sentence when even losing everything would not fire it. */
  cannotFire?: string;
  state: AlertState;
  /** ISO 8601, since when it is in this state. */
  since: string;
  /** ISO 8601, since when a firing alert's condition is not met any more; it resolves when that lasts. */
  clearSince?: string;
}

/** A change of an alert's state, kept as history. */
export interface AlertTransition {
  /** Grows with time; unique. */
  id: number;
  objectiveId: string;
  ruleId: string;
  name: string;
  severity: AlertSeverity;
  /** ISO 8601. */
  at: string;
  from: AlertState;
  to: AlertState;
  value: number | null;
  /** One sentence, with numbers. */
  reason: string;
}
