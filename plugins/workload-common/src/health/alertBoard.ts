import { AlertSeverity } from './healthModel';
import { HealthCause } from './model';

/** `pending` is an illness that has not lasted long enough, or that something keeps quiet. */
export const ALERT_STATES = ['pending', 'open', 'closed'] as const;

/** One of {@link ALERT_STATES}. */
export type AlertState = (typeof ALERT_STATES)[number];

/** Why an illness raises no alert of its own. */
export interface AlertSuppression {
  by: 'maintenance' | 'above';
  /** The maintenance window's id, or the node above whose alert tells of it already. */
  id: string;
}

/** What is remembered of one node between two looks at it. Plain data. */
export interface AlertStanding {
  ref: string;
  state: AlertState;
  /** ISO 8601, since when it is in this state. */
  since: string;
  /** Of a pending alert the one it would open with; else the gravest that it had. */
  severity: AlertSeverity;
  /** ISO 8601; with `ref` what the alert is known by. Of open and closed ones. */
  openedAt?: string;
  /** ISO 8601. */
  closedAt?: string;
  /** What the node was when it was last looked at. */
  seen: AlertSeverity | 'quiet' | 'unknown';
  /** Since when the node is as grave as a severity, and when it last was; ISO 8601. */
  met: Partial<Record<AlertSeverity, { since: string; last: string }>>;
  /** ISO 8601, since when the node of an open alert is healthy. */
  quietSince?: string;
  /** ISO 8601, since when nothing says how the node of an open alert is. */
  silentSince?: string;
  /** How often in a row the alert opened soon after it had closed. */
  flaps: number;
  suppressed?: AlertSuppression;
  /** Signals that an open alert has told of; each once, and only so many (`ALERT_CAUSES_MAX`). */
  causes: HealthCause[];
}

/** The alerts of one workload between two looks. Plain data. */
export interface AlertBoard {
  /** ISO 8601, of the last look. */
  at: string;
  /** Of nodes that are or were lately ill, by ref. */
  standings: AlertStanding[];
}

/**
 * `opened`: someone is called. `raised`: it is graver than told. `widened`:
 * other signals have joined the causes, for the timeline. `closed`: over.
 */
export type AlertEventKind = 'opened' | 'raised' | 'widened' | 'closed';

/** Something to tell about an alert. `ref`, `openedAt`, `kind` and `at` name it; telling it twice is a mistake. */
export interface AlertEvent {
  ref: string;
  openedAt: string;
  kind: AlertEventKind;
  severity: AlertSeverity;
  /** ISO 8601. */
  at: string;
  /** ISO 8601, of a `closed` one that nothing said to be well: since when there was no data. */
  silentSince?: string;
  /** Of a `widened` one the new ones; else all that are so now. Worst first. */
  causes: HealthCause[];
}
