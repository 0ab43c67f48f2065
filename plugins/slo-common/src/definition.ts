import { JsonObject } from '@backstage/types';
import { AlertRule } from './alerts/AlertRule';
import { SloSubject } from './subject';
import { TimeWindow } from './window';

/** How the budget is counted: by event, by good and bad slices of time, or by the share of good events of each slice. */
export const BUDGETING_METHODS = [
  'Occurrences',
  'Timeslices',
  'RatioTimeslices',
] as const;

/** One of {@link BUDGETING_METHODS}. */
export type BudgetingMethod = (typeof BUDGETING_METHODS)[number];

/** How a threshold metric is compared with the objective's value. */
export const COMPARISON_OPERATORS = ['lt', 'lte', 'gt', 'gte'] as const;

/** One of {@link COMPARISON_OPERATORS}. */
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number];

/** Where one series of numbers comes from. */
export interface MetricSource {
  /** Type of the SLI source that answers it, such as `prometheus`. */
  type: string;
  /** Name of the data source among those of that type. */
  dataSource?: string;
  /** What to ask, in the words of the source. */
  spec: JsonObject;
}

/** Good (or bad) events over all events. */
export interface RatioIndicator {
  kind: 'ratio';
  /** Whether the series only ever grow (counters) and slices are their increase. */
  counter: boolean;
  good?: MetricSource;
  /** Given instead of `good`. */
  bad?: MetricSource;
  total: MetricSource;
}

/** A series that is a share already, 0 to 1: each slice counts as one event that was good so far. */
export interface RawRatioIndicator {
  kind: 'raw';
  /** Whether the series is the share of what succeeded or of what failed. */
  rawType: 'success' | 'failure';
  metric: MetricSource;
}

/** A measured value that is good while it stands in a relation to a threshold. */
export interface ThresholdIndicator {
  kind: 'threshold';
  metric: MetricSource;
  op: ComparisonOperator;
  value: number;
}

/** What is measured. */
export type Indicator = RatioIndicator | RawRatioIndicator | ThresholdIndicator;

/** What a slice counts as that says nothing: left out of the sums, or as if it were good or bad. */
export const GAP_POLICIES = ['ignored', 'good', 'bad'] as const;

/** One of {@link GAP_POLICIES}. */
export type GapPolicy = (typeof GAP_POLICIES)[number];

/** What was promised to others about the same thing. */
export interface SlaPromise {
  /** 0 to 1. */
  target: number;
  name?: string;
}

/**
 * One objective of one SLO with everything it refers to filled in: the unit
 * that is collected and evaluated.
 */
export interface ObjectiveDefinition {
  /** The SLO's name; with `.1`, `.2`, ... when the SLO has several objectives. */
  id: string;
  sloName: string;
  displayName: string;
  description?: string;
  /** Name of the OpenSLO service. */
  service: string;
  /** Full ref of the workload that answers for it. */
  workloadRef: string;
  /** Full ref of the entity that it measures; the workload's own when it measures the whole. */
  entityRef: string;
  runbookUrl?: string;
  method: BudgetingMethod;
  /** 0 to below 1. */
  target: number;
  window: TimeWindow;
  /** Length of a slice in seconds; divides an hour. */
  sliceSeconds: number;
  /** A slice is good when at least this share of its events is: the `timeSliceTarget`, or 1 for Occurrences. */
  sliceTarget: number;
  indicator: Indicator;
  /** Name of the SLI document, when it is one of its own. */
  indicatorName?: string;
  sla?: SlaPromise;
  /** What it is about; absent where neither an annotation nor its names tell. */
  subject?: SloSubject;
  /** Names of its alert policies that are declared; absent without any. */
  alertPolicies?: string[];
  /** Rules of its declared policies, or the rules that hold without any; absent: {@link defaultAlertRules}. */
  alertRules?: AlertRule[];
  /** What a slice without a measurement counts as; only where slices are counted. `ignored` when absent. */
  noData?: GapPolicy;
  /** What a measured slice without events counts as; only where slices are counted. `ignored` when absent. */
  noEvents?: GapPolicy;
  /** Weight in the composite of its SLO; absent where the SLO is none. */
  weight?: number;
  /** Name of the budget policy that says what to freeze. */
  budgetPolicy?: string;
  /** File and line of the SLO document. */
  declaredIn: { file: string; line: number };
}

/** Length of a slice of an SLO that names none (Occurrences), unless its window asks for less. */
export const DEFAULT_SLICE_SECONDS = 300;

/**
 * The longest slice, at most {@link DEFAULT_SLICE_SECONDS}, of which a window
 * holds a whole number, so that a window of one minute is read minute by minute.
 * Divides an hour, since a window is whole minutes.
 */
export function defaultSliceSeconds(windowSeconds: number): number {
  let [slice, rest] = [DEFAULT_SLICE_SECONDS, windowSeconds];
  while (rest > 0) [slice, rest] = [rest, slice % rest];
  return slice;
}

/** The part that a series plays in an indicator. */
export type SeriesRole = 'good' | 'bad' | 'total' | 'value';

/** The series of an indicator, by role. */
export function seriesOf(
  indicator: Indicator,
): { role: SeriesRole; source: MetricSource }[] {
  if (indicator.kind !== 'ratio') {
    return [{ role: 'value', source: indicator.metric }];
  }
  const { good, bad, total } = indicator;
  return [
    ...(good ? [{ role: 'good' as const, source: good }] : []),
    ...(bad ? [{ role: 'bad' as const, source: bad }] : []),
    { role: 'total', source: total },
  ];
}

/** What a source is asked, as a reader recognises it: its query with what is made of its rows, its series, or the whole `spec`. */
export function queryText({ spec }: MetricSource): string {
  const { query, value, series } = spec;
  if (typeof query === 'string') {
    return typeof value === 'string' ? `${query}\n| summarize ${value}` : query;
  }
  return typeof series === 'string' ? series : JSON.stringify(spec);
}
