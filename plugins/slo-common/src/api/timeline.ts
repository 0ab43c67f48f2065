import { AlertTransition } from '../alerts/AlertRule';

/** Kinds of things that happen to a workload and may explain its numbers. */
export const TIMELINE_KINDS = [
  'stamp-added',
  'stamp-changed',
  'stamp-retired',
  'deployment',
  'maintenance',
] as const;

/** One of {@link TIMELINE_KINDS}. */
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Something that happened to a workload; drawn into its charts. */
export interface TimelineEvent {
  /** Chosen by who tells; the same id again replaces it. */
  id: string;
  workloadRef: string;
  kind: TimelineKind;
  /** ISO 8601. */
  at: string;
  /** ISO 8601; absent for a moment. */
  until?: string;
  title: string;
  /** Full ref, such as of the stamp. */
  entityRef?: string;
  url?: string;
}

/** Answer of `GET /workloads/:namespace/:name/timeline`: newest first. */
export interface WorkloadTimeline {
  events: TimelineEvent[];
  alerts: AlertTransition[];
}

/** Body of `POST /events`: what pipelines tell. At most 500 at once; idempotent by id. */
export interface PushedEvents {
  items: Omit<TimelineEvent, 'kind'>[];
}
