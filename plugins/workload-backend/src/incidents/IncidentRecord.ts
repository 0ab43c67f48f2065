import {
  AlertSeverity,
  EscalationStep,
  HealthCause,
  Incident,
  IncidentEvent,
  IncidentState,
} from '@plumbline/plugin-workload-common';

/** An alert that belongs to an incident. */
export interface IncidentAlert {
  entityRef: string;
  /** ISO 8601; names the alert together with `entityRef`. */
  openedAt: string;
  /** ISO 8601. */
  closedAt?: string;
  /** Of the part. */
  title: string;
  /** The gravest that it had. */
  severity: AlertSeverity;
  /** All that it told of, worst first. */
  causes: HealthCause[];
}

/** An incident as it is kept. Plain data. */
export interface IncidentRecord {
  /** Absent until it is stored. */
  number?: number;
  workloadRef: string;
  workloadTitle: string;
  ownerRef?: string;
  title: string;
  severity: AlertSeverity;
  state: IncidentState;
  openedAt: string;
  closedAt?: string;
  /** Part of the gravest alert. */
  entityRef: string;
  /** Of the gravest alert, the worst. */
  cause?: HealthCause;
  /** Parts of user flows that are or were hurt, the most critical first. */
  userFlows: FlowHurt[];
  /** Of the parts that are spoken of, by ref. */
  titles: Record<string, string>;
  runbookUrl?: string;
  onCall?: string;
  /** In order, with when the turn of each came. */
  escalation: (EscalationStep & { calledAt?: string })[];
  /** ISO 8601; absent when nobody else is to be called. */
  nextCallAt?: string;
  /** Names of those that were told. */
  webhooks: string[];
  acknowledgement?: Incident['acknowledgement'];
  alerts: IncidentAlert[];
  /** How many changes of states its timeline has. */
  stateEvents: number;
}

/** A user flow that is or was hurt. */
export interface FlowHurt {
  ref: string;
  title: string;
  criticality: string;
}

/** An entry of the timeline before it is stored. */
export type NewEvent = IncidentEvent;

/** What people are told of an incident. */
export type IncidentTold =
  | 'opened'
  | 'raised'
  | 'called'
  | 'acknowledged'
  | 'closed'
  /** Closed because nothing has been known of it for long. */
  | 'silent';

/** What became of an incident, and what there is to say of it. */
export interface IncidentStep {
  incident: IncidentRecord;
  events: NewEvent[];
  told?: IncidentTold;
}
