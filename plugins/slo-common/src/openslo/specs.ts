import { JsonObject } from '@backstage/types';
import { AlertOperator } from '../alerts/AlertRule';
import { BudgetingMethod, ComparisonOperator } from '../definition';

// Specs as OpenSLO v1 shapes them. Documents of v2alpha are brought into these
// shapes; a reference and the thing itself are told apart by `ref`.

/** `metadata` of a document, or of one written into another. */
export interface Metadata {
  name: string;
  displayName?: string;
  annotations: Record<string, string>;
}

/** A document of another kind, by its name. */
export interface Reference {
  ref: string;
}

/** A document of another kind, written in place. */
export interface Inline<Spec> {
  ref?: undefined;
  metadata: Metadata;
  spec: Spec;
}

/** `spec` of a DataSource; `connectionDetails` are never kept. */
export interface DataSourceSpec {
  type: string;
}

/** A metric of an SLI. */
export interface MetricSpec {
  metricSource: {
    metricSourceRef?: string;
    type?: string;
    spec: JsonObject;
  };
}

/** Roles of the metrics of a ratio. */
export type RatioRole = 'good' | 'bad' | 'total' | 'raw';

/** `spec` of an SLI: exactly one of its metrics. */
export interface SliSpec {
  thresholdMetric?: MetricSpec;
  ratioMetric?: Partial<Record<RatioRole, MetricSpec>> & {
    counter?: boolean;
    rawType?: 'success' | 'failure';
  };
}

/** An SLI by name, or written in place. */
export interface SliChoice {
  indicator?: { metadata?: JsonObject; spec: SliSpec };
  indicatorRef?: string;
}

/** An objective of an SLO. Either `target` or `targetPercent`. */
export interface ObjectiveSpec extends SliChoice {
  displayName?: string;
  op?: ComparisonOperator;
  value?: number;
  target?: number;
  targetPercent?: number;
  timeSliceTarget?: number;
  /** Duration shorthand; a bare number of minutes is brought into that. */
  timeSliceWindow?: string;
  compositeWeight?: number;
}

/** The window of an SLO. */
export interface TimeWindowSpec {
  duration: string;
  isRolling?: boolean;
  calendar?: { startTime: string; timeZone: string };
}

/** `spec` of an SLO. */
export interface SloSpec extends SliChoice {
  description?: string;
  service: string;
  timeWindow?: TimeWindowSpec[];
  budgetingMethod: BudgetingMethod;
  objectives: ObjectiveSpec[];
  alertPolicies?: (Reference | Inline<AlertPolicySpec>)[] | null;
}

/** `spec` of an AlertPolicy. */
export interface AlertPolicySpec {
  description?: string;
  alertWhenNoData?: boolean;
  alertWhenResolved?: boolean;
  alertWhenBreaching?: boolean;
  conditions: (Reference | Inline<AlertConditionSpec>)[];
  notificationTargets?: (Reference | Inline<AlertNotificationTargetSpec>)[];
}

/** What an alert looks at: OpenSLO's `burnrate`, and the extension's others. */
export const ALERT_CONDITION_KINDS = [
  'burnrate',
  'error-rate',
  'error-count',
  'budget',
] as const;

/** `spec` of an AlertCondition. */
export interface AlertConditionSpec {
  description?: string;
  severity: string;
  condition: {
    kind: (typeof ALERT_CONDITION_KINDS)[number];
    op: AlertOperator;
    threshold: number;
    lookbackWindow?: string;
    alertAfter?: string;
  };
}

/** `spec` of an AlertNotificationTarget. */
export interface AlertNotificationTargetSpec {
  target: string;
  description?: string;
}
