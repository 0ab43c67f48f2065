import {
  AlertSeverity,
  EscalationStep,
  HealthCause,
  AlertState,
  AlertSuppression,
} from '../health';
import { May } from '../may';

/** An alert as it stands, of one node. Answer of `GET /workloads/{namespace}/{name}/alerts`: `{ items }`, gravest first. */
export interface AlertItem {
  entityRef: string;
  title: string;
  state: AlertState;
  severity: AlertSeverity;
  /** ISO 8601, since when it is in this state. */
  since: string;
  /** ISO 8601; of open ones. */
  openedAt?: string;
  /** ISO 8601, of an open one: since when nothing says how the part is. */
  silentSince?: string;
  /** Why it is kept quiet. */
  suppressed?: AlertSuppression;
  causes: HealthCause[];
  /** Of the incident that it belongs to. */
  incident?: number;
}

/** States of an incident, in order. */
export const INCIDENT_STATES = ['open', 'acknowledged', 'closed'] as const;

/** One of {@link INCIDENT_STATES}. */
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** How far the review after an incident is. It is due 24 hours after the end. */
export const REVIEW_STATES = [
  'not-due',
  'due',
  'overdue',
  'published',
] as const;

/** One of {@link REVIEW_STATES}. */
export type ReviewState = (typeof REVIEW_STATES)[number];

/** Hours after the end of an incident until its root cause shall be written down. */
export const REVIEW_HOURS = 24;

/** Path of an incident's page in the portal; of the list of all without a number. */
export function incidentPath(number?: number): string {
  return `/workloads/incidents${number === undefined ? '' : `/${number}`}`;
}

/**
 * An outage or impairment of a workload: opened by the first alert of `Sev1` or
 * `Sev2`, joined by every alert that opens before all of these have closed.
 * Alerts of `Sev3` that joined and go on do not keep it open. A workload has one
 * at a time.
 */
export interface IncidentListItem {
  /** Counts up over all workloads; people call it by this. */
  number: number;
  workloadRef: string;
  workloadTitle: string;
  ownerRef?: string;
  /** One sentence: what is ill and why, as of its gravest alert. */
  title: string;
  /** The gravest that it had. */
  severity: AlertSeverity;
  state: IncidentState;
  /** ISO 8601. */
  openedAt: string;
  /** ISO 8601. */
  closedAt?: string;
  /** Alerts that belong to it. */
  alertCount: number;
  review: ReviewState;
  /** ISO 8601, {@link REVIEW_HOURS} after the end. */
  reviewDueAt?: string;
}

/** What `GET /incidents` sorts by. Without one: those that go on first, gravest first; then the newest. */
export const INCIDENT_ORDERS = [
  'number',
  'severity',
  'workload',
  'closed',
  'review',
] as const;

/** One of {@link INCIDENT_ORDERS}. */
export type IncidentOrder = (typeof INCIDENT_ORDERS)[number];

/** Which incidents. Lists of one field are alternatives; fields narrow each other. */
export interface IncidentSelection {
  /** Full ref. */
  workload?: string;
  /** Full refs. */
  owner?: string[];
  state?: IncidentState[];
  severity?: AlertSeverity[];
  review?: ReviewState[];
  /** Words that must all be in it, its workload, owner, parts or user flows. */
  search?: string;
}

/** How many incidents need someone now. */
export interface IncidentCounts {
  /** Nobody has said to be on it. */
  open: number;
  /** Goes on, and somebody is on it. */
  acknowledged: number;
  /** Over, and its review shall be written within {@link REVIEW_HOURS}. */
  reviewDue: number;
  reviewOverdue: number;
}

/** Answer of `GET /incidents`. */
export interface IncidentPage {
  items: IncidentListItem[];
  total: number;
  /** Of all that the filters by anything but state and review let through. */
  counts: IncidentCounts;
}

/** From when to when an alert of an incident was open. */
export interface IncidentAlertSpan {
  entityRef: string;
  /** Of the part. */
  title: string;
  /** The gravest that it had. */
  severity: AlertSeverity;
  /** ISO 8601. */
  openedAt: string;
  /** ISO 8601; absent while it is open. */
  closedAt?: string;
}

/** Something that happened in an incident; oldest first. */
export interface IncidentEvent {
  /** ISO 8601. */
  at: string;
  kind:
    | 'opened'
    | 'raised'
    | 'widened'
    | 'alert-opened'
    | 'alert-closed'
    | 'state'
    | 'called'
    | 'acknowledged'
    | 'note'
    | 'closed'
    | 'reviewed';
  /** One sentence. */
  title: string;
  /** Full ref of the part that it is about. */
  entityRef?: string;
  /** Full ref of who did it. */
  by?: string;
}

/** What is to be done so that it does not happen again. */
export interface ReviewAction {
  title: string;
  /** Full ref. */
  ownerRef?: string;
  /** `2026-12-01`. */
  dueOn?: string;
  /** Of the work item. */
  url?: string;
  done: boolean;
}

/** The review of an incident. Texts are Markdown; empty ones are not written yet. */
export interface IncidentReview {
  /** What happened, in a few sentences. */
  summary: string;
  /** Who was hurt, how, for how long. */
  impact: string;
  rootCause: string;
  /** How it was noticed, and what would have shown it earlier. */
  detection: string;
  /** What was done, what helped and what did not. */
  response: string;
  lessons: string;
  actions: ReviewAction[];
  published: boolean;
  /** ISO 8601; absent before the first save. */
  updatedAt?: string;
  /** Full ref. */
  updatedBy?: string;
}

/** Answer of `GET /incidents/{number}`. */
export interface Incident extends IncidentListItem {
  /** Why, gravest first; of all its alerts. */
  causes: HealthCause[];
  /** Its alerts, the first to open first. */
  alerts: IncidentAlertSpan[];
  /** Titles of the parts that the causes name, by ref. */
  titles: Record<string, string>;
  /** User flows that are or were hurt. */
  userFlows: string[];
  /** The runbook of the root cause's part, else of what stands above it. */
  runbookUrl?: string;
  onCall?: string;
  /** Who was called, and who comes next. */
  escalation: {
    steps: (EscalationStep & { calledAt?: string })[];
    /** ISO 8601; absent when acknowledged, closed, or all were called. */
    nextAt?: string;
  };
  acknowledgement?: { by: string; at: string; note?: string };
  events: IncidentEvent[];
  /** Made from the template where nobody has written one yet. */
  reviewText: IncidentReview;
  /** Acknowledging, noting, reviewing. */
  act: May;
}

/** Body of `POST /incidents/{number}/acknowledge` and `…/notes` (there the note is needed). */
export interface IncidentNoteInput {
  note?: string;
}

/** Body of `PUT /incidents/{number}/review`. */
export interface IncidentReviewInput
  extends Omit<IncidentReview, 'updatedAt' | 'updatedBy'> {
  /** `updatedAt` of what was edited; a save on top of another is refused (409). */
  editedFrom?: string;
}
