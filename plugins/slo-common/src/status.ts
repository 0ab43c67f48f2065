import { HealthState } from '@plumbline/plugin-workload-common';
import { AlertReading } from './alerts/AlertRule';
import { BudgetPolicyStep } from './api/policies';
import { BudgetingMethod, SeriesRole, SlaPromise } from './definition';
import { DocumentError } from './openslo/document';
import { SlaFinding } from './slaConsistency';

/**
 * Where an objective stands, worst first. `stale`: there was data, but none new
 * for a while; `no-data`: none in the window.
 */
export const SLO_STATES = [
  'exhausted',
  'fast-burn',
  'slow-burn',
  'low',
  'stale',
  'no-data',
  'ok',
] as const;

/** One of {@link SLO_STATES}. */
export type SloState = (typeof SLO_STATES)[number];

/** Health that a state means for the entity that the SLO measures. Without current data it is unknown. */
export const HEALTH_OF_SLO_STATE: Record<SloState, HealthState> = {
  exhausted: 'unhealthy',
  'fast-burn': 'unhealthy',
  'slow-burn': 'degraded',
  low: 'degraded',
  stale: 'unknown',
  'no-data': 'unknown',
  ok: 'healthy',
};

/** Slices of the window, kept apart by what they say. */
export interface SliceSummary {
  /** Length of one in seconds. */
  seconds: number;
  good: number;
  bad: number;
  /** Measured, without events. */
  empty: number;
  /** Not measured. */
  noData: number;
  expected: number;
}

/** How the numbers came about. */
export interface Explanation {
  /** Type of the SLI source, such as `prometheus`. */
  sourceType: string;
  dataSource?: string;
  queries: { role: SeriesRole; text: string }[];
  /** One line each, with the numbers filled in. */
  formulas: string[];
  /** Whether a part of the formula is an estimate (Occurrences in a calendar window). */
  estimated: boolean;
}

/** The numbers of one objective as of one moment. Absent numbers are `null`: no data, no number. */
export interface SloFigures {
  state: SloState;
  /** One sentence that says why the state is so. */
  reason: string;
  /** ISO 8601: end of the newest slice with data, from which the window is looked at. */
  asOf: string | null;
  window: {
    /** As declared, such as `28d`. */
    duration: string;
    kind: 'rolling' | 'calendar';
    /** ISO 8601. */
    start: string;
    end: string;
    /** ISO 8601: when the budget's period is over; `end` for a rolling window. */
    periodEnd: string;
  };
  /** 0 to 1. */
  compliance: number | null;
  /** 1 is all of the budget, 0 none, below 0 overspent. */
  remainingBudget: number | null;
  /** Over the last hour, six hours and three days. */
  burnRates: { seconds: number; rate: number | null }[];
  /** The objective's alert rules as they stand, the worst first. */
  alertReadings: AlertReading[];
  /** Seconds from `asOf` until the budget is gone at the present burn rate; `null` when it lasts, or a new period begins before. */
  secondsToExhaustion: number | null;
  /** The burn rate that {@link SloFigures.secondsToExhaustion} is derived from: that of a firing alert, else of six hours. */
  presentBurnRate: number | null;
  events: { good: number; bad: number; total: number };
  slices: SliceSummary;
  /** Share of the window's slices that were measured, 0 to 1. */
  coverage: number;
  /** Where the budget will be if errors go on as over the last six hours; absent without data. */
  forecast?: SloForecast;
  /** Seconds of the window that maintenance takes out. */
  excludedSeconds?: number;
  /** Of a composite: what its members gave. */
  members?: SloMember[];
}

/** Where the budget will be. */
export interface SloForecast {
  /** ISO 8601: the end of a calendar window; for a rolling window seven days ahead, or its length if that is less. */
  at: string;
  /** 1 is all of the budget, below 0 overspent. */
  remainingBudget: number;
  /** The burn rate that is taken to go on. */
  burnRate: number;
}

/** One member of a composite. */
export interface SloMember {
  id: string;
  displayName: string;
  weight: number;
  /** `null`: without data, so that it has no part in the mean. */
  compliance: number | null;
}

/** Everything that is known about one objective; one stored row. */
export interface SloStatus extends SloFigures {
  id: string;
  sloName: string;
  displayName: string;
  description?: string;
  service: string;
  workloadRef: string;
  entityRef: string;
  runbookUrl?: string;
  method: BudgetingMethod;
  target: number;
  sla?: SlaPromise;
  slaFinding?: SlaFinding;
  /** Remaining budget at the end of each of the last 30 days, oldest first; days without data are left out. */
  trend: number[];
  explanation: Explanation;
  /** Full ref of the stamp that it measures; absent when it measures the whole workload. */
  stampRef?: string;
  /** The step of its budget policy that is in force, and the policy's title. */
  policy?: { title: string; step: BudgetPolicyStep | null };
  /** Why the source last failed; absent when it answered. */
  error?: string;
  /** ISO 8601, since when it fails. */
  errorAt?: string;
  declaredIn: { file: string; line: number };
}

/** One day of the burn-down chart. */
export interface SloHistoryPoint {
  /** UTC day, `2026-11-21`; the newest one is not over yet. */
  day: string;
  /** At the end of the day; `null` without data in the window. */
  remainingBudget: number | null;
  compliance: number | null;
  coverage: number;
  /** Share of the window's budget that this day spent; absent where it is not known. */
  spent?: number | null;
}

/** A document error with the time since when it is there. */
export interface ReportedDocumentError extends DocumentError {
  /** ISO 8601. */
  reportedAt: string;
}

/** Answer of `GET /workloads/:namespace/:name/slos`. */
export interface WorkloadSlos {
  workloadRef: string;
  /** Worst first. */
  slos: SloStatus[];
  documentErrors: ReportedDocumentError[];
}

/** History of one objective; answer of `GET /slos/:id/history`. */
export interface SloHistory {
  id: string;
  /** Oldest first. */
  points: SloHistoryPoint[];
}

/** Answer of `GET /workloads/:namespace/:name/history`. */
export interface WorkloadSloHistory {
  /** One for each objective of the workload, ordered by id. */
  histories: SloHistory[];
}
