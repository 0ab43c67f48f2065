import { AlertSeverity } from '../alerts/AlertRule';
import { SloState } from '../status';

/** What `GET /slos` may be sorted by. */
export const SLO_SORTS = [
  'urgency',
  'name',
  'workload',
  'owner',
  'target',
  'compliance',
  'remaining',
  'burnRate',
  'exhaustion',
  'coverage',
] as const;

/** One of {@link SLO_SORTS}. */
export type SloSort = (typeof SLO_SORTS)[number];

/** Share of the budget from which what was spent since a day is a change. */
export const MUCH_SPENT = 0.1;

/** What became of an objective since the beginning of a UTC day. */
export interface SloChanges {
  /** Share of the window's budget that was spent, as the sum of the days; `null` when none of them is known. */
  spent: number | null;
  /** How often an alert began or ended to fire. */
  alerts: number;
}

/** Stands for no owner among the owners that a query names. */
export const NO_OWNER = 'none';

/** Query of `GET /slos` and `GET /slos/csv`; lists are repeated parameters. */
export interface SloListQuery {
  text?: string;
  /** Full refs of workloads. */
  workload?: string[];
  /** Full refs, or {@link NO_OWNER}. */
  owner?: string[];
  domain?: string[];
  lifecycle?: string[];
  state?: SloState[];
  /** Only those with an alert of one of these severities firing. */
  alert?: AlertSeverity[];
  /** Only those with an SLA finding: `error` or `warning`. */
  agreement?: ('error' | 'warning')[];
  method?: string[];
  /**
   * A UTC day such as `2026-11-15`: only those of which an alert began or ended
   * to fire since, or that spent {@link MUCH_SPENT} of their budget or more.
   */
  changedSince?: string;
  sort?: SloSort;
  direction?: 'asc' | 'desc';
  offset?: number;
  /** At most 200. */
  limit?: number;
}

/** One row of the list. */
export interface SloListItem {
  id: string;
  displayName: string;
  service: string;
  workloadRef: string;
  workloadTitle: string;
  ownerRef?: string;
  entityRef: string;
  state: SloState;
  reason: string;
  target: number;
  windowDuration: string;
  compliance: number | null;
  remainingBudget: number | null;
  /** Over the last hour, six hours and three days. */
  burnRates: { seconds: number; rate: number | null }[];
  secondsToExhaustion: number | null;
  coverage: number;
  /** Worst severity that fires. */
  alert?: AlertSeverity;
  agreement?: 'error' | 'warning';
  /** Remaining budget of the last 30 days, oldest first. */
  trend: number[];
  asOf: string | null;
  /** Only where the query asks for changes since a day. */
  changes?: SloChanges;
}

/** Answer of `GET /slos`. */
export interface SloListPage {
  items: SloListItem[];
  total: number;
}

/** What `GET /slos/groups` may put together. */
export const SLO_GROUPINGS = ['workload', 'owner'] as const;

/** One of {@link SLO_GROUPINGS}. */
export type SloGrouping = (typeof SLO_GROUPINGS)[number];

/** Query of `GET /slos/groups`: what `GET /slos` is filtered by, and a page of groups. */
export interface SloGroupQuery
  extends Omit<SloListQuery, 'sort' | 'direction'> {
  groupBy: SloGrouping;
}

/** Objectives of one workload, or of all workloads of one owner. */
export interface SloGroup {
  /** Full ref of the workload or owner; absent for those of nobody. */
  ref?: string;
  /** The workload's; absent where owners are grouped. */
  title?: string;
  /** The workload's; absent where owners are grouped. */
  ownerRef?: string;
  /** Objectives that the query's filters let through. */
  count: number;
  /** Workloads that they belong to. */
  workloads: number;
  states: Record<SloState, number>;
  /** Share of the budget left of the one that has the least, below 0 overspent; `null` when none has data. */
  leastBudget: number | null;
  /** Worst severity that fires. */
  alert?: AlertSeverity;
}

/** Answer of `GET /slos/groups`: the group with the most urgent objective first. */
export interface SloGroupPage {
  items: SloGroup[];
  /** Groups on all pages. */
  total: number;
}

/** Answer of `GET /slos/counts`: over everything that the query's filters leave, `state` aside. */
export interface SloCounts {
  total: number;
  workloads: number;
  states: Record<SloState, number>;
  /** Objectives with an alert firing, by worst severity. */
  alerts: Record<AlertSeverity, number>;
  agreementErrors: number;
  agreementWarnings: number;
  /** What may be filtered by. */
  owners: string[];
  domains: string[];
  lifecycles: string[];
}
