import { Aggregation, Impact } from './model';
import { SignalDefinition } from './signals';

/** How much it matters to users that something works. */
export const CRITICALITIES = ['critical', 'high', 'medium', 'low'] as const;

/** One of {@link CRITICALITIES}. */
export type Criticality = (typeof CRITICALITIES)[number];

/**
 * Annotation of a workload that names where its health model is, relative to
 * the entity's file or as a URL.
 */
export const HEALTH_MODEL_ANNOTATION = 'plumbline.io/health-model';

/** How the states of what a node depends on become its own. */
export interface AggregationSettings {
  /** `worstOf` when absent. */
  aggregation?: Aggregation;
  /** Whether what has no data is left out where something else has; true when absent. */
  ignoreUnknown?: boolean;
}

/** What the model says of one part of the workload. What is absent is as by default. */
export interface NodeSettings extends AggregationSettings {
  /** Full ref of the entity. */
  ref: string;
  impact?: Impact;
  criticality?: Criticality;
  /** False where its illness raises no alert of its own. */
  alerts?: boolean;
}

/** Something that users do with the workload, as a node of its own. */
export interface UserFlow extends AggregationSettings {
  /** Unique within the workload, such as `pay-an-invoice`. */
  id: string;
  /** What users do, such as `Pay an invoice`. */
  title: string;
  description?: string;
  criticality: Criticality;
  /** By its criticality when absent. */
  impact?: Impact;
  /** Full refs of the entities that it needs. */
  dependsOn: string[];
  /** Ids of signals, or beginnings of them with `*`, that tell how the flow itself goes. */
  signals: string[];
}

/** How signals count. */
export interface SignalMapping {
  /** Id of the signals; a `*` at the end stands for any ending. */
  signal: string;
  /** Only those of this entity; of any when absent. Full ref. */
  of?: string;
  /** The node that they count for; their own when absent. Full ref. */
  node?: string;
  /** How they count for the node, in the words of nodes; `standard` when absent. */
  impact?: Impact;
}

/** A time in which work on the workload is announced. */
export interface MaintenanceWindow {
  /** Unique within the workload. */
  id: string;
  reason?: string;
  /** ISO 8601. */
  from: string;
  /** ISO 8601; the window ends before this moment. */
  to: string;
  /** Begins again after so many days, at the same time of day (UTC); once when absent. */
  everyDays?: number;
  /** ISO 8601, no repetition begins at or after it. */
  until?: string;
  /** Full refs of the nodes that are worked on; the whole workload when absent. */
  nodes?: string[];
}

/** What share of the time a workload shall be healthy. */
export interface HealthObjective {
  /** Percent, above 0 and at most 100. Degraded counts as healthy, as Azure has it. */
  percent: number;
  /** Length of the rolling window. */
  days: number;
}

/** Who is called, and after how long. */
export interface EscalationStep {
  /** Full ref of a user or group, or an address or name as it is shown. */
  contact: string;
  /** Minutes after the alert opened, when it has not ended. */
  afterMinutes: number;
}

/** Seconds until an alert of each severity opens, and how it ends. */
export interface AlertSettings {
  /** Seconds that an illness lasts before its alert opens. */
  openAfter: Record<AlertSeverity, number>;
  /** Seconds that a node is healthy before its alert closes. */
  closeAfter: number;
  /** An alert that opens within so many seconds of the last one counts as flapping and closes later. */
  flapWithin: number;
  /** Most seconds before an alert closes, however often it flapped. */
  closeAfterAtMost: number;
  /** Seconds without any data after which an open alert closes, which says so; far above what signals hold. */
  closeWithoutData: number;
}

/** `Sev1` is an outage of what is critical or of all, `Sev2` partial, `Sev3` minor. */
export const ALERT_SEVERITIES = ['Sev1', 'Sev2', 'Sev3'] as const;

/** One of {@link ALERT_SEVERITIES}. */
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** How the health of one workload is told, as data. An empty one means: as by default. */
export interface HealthModel {
  /** Thresholds of signals that come as values. */
  signals: SignalDefinition[];
  mapping: SignalMapping[];
  nodes: NodeSettings[];
  /** Of the workload's stamps together, and of whatever outside of them depends on several. */
  stamps: AggregationSettings;
  userFlows: UserFlow[];
  objective?: HealthObjective;
  maintenance: MaintenanceWindow[];
  escalation: EscalationStep[];
  alerts: AlertSettings;
}

/** A place of a health model's text, and what should be there. */
export interface HealthModelProblem {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** Such as `spec.userFlows[0].criticality`; empty for the document as such. */
  field: string;
  /** What was expected there. */
  expected: string;
}
