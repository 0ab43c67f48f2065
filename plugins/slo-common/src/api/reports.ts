import { AlertSeverity } from '../alerts/AlertRule';
import { BudgetingMethod } from '../definition';

/** One objective over one month. Absent numbers are `null`: no data, no number. */
export interface ReportObjective {
  id: string;
  displayName: string;
  entityRef: string;
  method: BudgetingMethod;
  target: number;
  /** Over the month, 0 to 1. */
  compliance: number | null;
  /** Share of the month's budget that was spent; 1 is all of it. */
  spent: number | null;
  met: boolean | null;
  good: number;
  bad: number;
  /** Slices of the month without a measurement, and how many there were. */
  noDataSlices: number;
  slices: number;
  coverage: number;
  excludedSeconds: number;
  /** What was promised about the same thing. */
  sla?: {
    name?: string;
    target: number;
    met: boolean | null;
    /** Compliance − promise; below 0 is a deviation. */
    deviation: number | null;
  };
  /** The days that spent most of it, the worst first; at most 5. */
  worstDays: { day: string; spent: number }[];
  alerts: Partial<Record<AlertSeverity, number>>;
}

/** The monthly report of one workload, made once the month is over and daily until then; one stored row. */
export interface MonthlyReport {
  workloadRef: string;
  workloadTitle: string;
  ownerRef?: string;
  /** `2026-11`, in UTC. */
  month: string;
  /** Whether the month is over and nothing of it changes any more. */
  final: boolean;
  /** ISO 8601. */
  asOf: string;
  objectives: ReportObjective[];
  /** Of objectives with a promise and data: kept and broken. */
  promises: { kept: number; broken: number; unknown: number };
  /** What happened, oldest first. */
  events: { at: string; title: string }[];
  exclusions: { from: string; to: string; reason: string }[];
}

/** Answer of `GET /workloads/:namespace/:name/reports`: newest first. */
export interface WorkloadReports {
  months: { month: string; final: boolean; asOf: string }[];
}
