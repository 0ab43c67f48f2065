/** Health of a node or a workload. `unknown` means no data, never good and never a failure. */
export const HEALTH_STATES = [
  'healthy',
  'unknown',
  'degraded',
  'unhealthy',
] as const;

/** One of {@link HEALTH_STATES}. */
export type HealthState = (typeof HEALTH_STATES)[number];

/** The families with a tile and a column of their own, by plugin id. */
export const SUMMARY_FAMILIES = ['maturity', 'slo', 'secret-expiry'] as const;

/** One of {@link SUMMARY_FAMILIES}. */
export type SummaryFamily = (typeof SUMMARY_FAMILIES)[number];

/**
 * Every family that gives workloads a {@link FamilySummary}, by plugin id. Of one
 * without a tile of its own only signals and attention items are shown.
 */
export const REPORTING_FAMILIES = [...SUMMARY_FAMILIES, 'stamp'] as const;

/** One of {@link REPORTING_FAMILIES}. */
export type ReportingFamily = (typeof REPORTING_FAMILIES)[number];

/** How a tile or an attention item looks: neutral says nothing good or bad. */
export type Tone = 'good' | 'neutral' | 'warning' | 'bad' | 'unknown';

/** One of the five tiles that open a workload's page. */
export interface Tile {
  tone: Tone;
  /** One word or number with its unit, such as `12% left`, `3 of 5`, `6 days`. */
  headline: string;
  /** What the headline is about, such as `latency`, `next level: 2 to go`. */
  detail?: string;
  /** Oldest first; at most 30 numbers for the sparkline. Absent when there is no history. */
  trend?: number[];
  /** Tab of the workload page that explains the tile, such as `slo`. */
  tab?: string;
}

/** A health signal that a family attaches to one node (catalog entity) of the workload. */
export interface NodeSignal {
  /** Stable within family and entity, such as `slo/api-latency`. */
  id: string;
  /** Full ref of the entity it is about; the workload's own ref when it is about the whole. */
  entityRef: string;
  state: HealthState;
  /** One sentence: what is so, with numbers and units. */
  reason: string;
  /** ISO 8601, when the underlying data was observed. */
  observedAt: string;
}

/** One line of the list that says what needs someone. */
export interface AttentionItem {
  /** Stable within family and workload. */
  id: string;
  tone: 'bad' | 'warning' | 'unknown';
  /**
   * Orders the list across families, larger first, 0 to 100. 90 and above: users are hurt now or
   * within a day; 70: within a week; 50: within a month; 30: improvement; 10: tidy up.
   */
  urgency: number;
  /** What is so, such as `Latency SLO burns 6.2x: budget gone in 4 days`. */
  title: string;
  /** What to do next, in the imperative. */
  nextStep: string;
  /** ISO 8601, when it must be done. */
  dueAt?: string;
  /** Full ref of who acts. */
  ownerRef?: string;
  /** Tab of the workload page that shows it, such as `slo`. */
  tab: string;
  /** How-to or runbook. */
  runbookUrl?: string;
  /** Full ref of the entity that it is about, when not the whole workload. */
  entityRef?: string;
}

/**
 * What one family says about one workload. Composed by the family when its data changes, stored by
 * it, fetched in bulk by the workload back end from `POST /summaries/query`.
 */
export interface FamilySummary {
  family: ReportingFamily;
  workloadRef: string;
  tile: Tile;
  /**
   * Number by which the portfolio sorts this family's column, most urgent first when ascending:
   * proven level, remaining budget of the tightest SLO (1 = all left), days to the next expiry.
   * `null` when unknown.
   */
  sortValue: number | null;
  /** The portfolio cell, such as `3 → 4`, `latency 12% left`, `in 6 days`. */
  cell: string;
  signals: NodeSignal[];
  attention: AttentionItem[];
  /**
   * What rules of maturity models may read of it, by name: names of things,
   * numbers and yes or no. What nothing can be said about is left out.
   */
  facts?: Record<string, boolean | number | string | string[]>;
  /** ISO 8601, when the family last composed it. */
  asOf: string;
}

/** Topic on which a family says which workloads have new summaries. */
export const SUMMARIES_TOPIC = 'plumbline.summaries';

/** Payload on {@link SUMMARIES_TOPIC}. At most 1,000 refs in one event. */
export interface SummariesChanged {
  family: ReportingFamily;
  workloadRefs: string[];
}

/** Topic on which the catalog module says which workloads' entities changed. */
export const ENTITIES_TOPIC = 'plumbline.entities';

/** Payload on {@link ENTITIES_TOPIC}. */
export interface EntitiesChanged {
  workloadRefs: string[];
}

/** Topic on which the workload back end says of which workloads the health changed, or what tells it. */
export const HEALTH_TOPIC = 'plumbline.health';

/** Payload on {@link HEALTH_TOPIC}. At most 1,000 refs in one event. */
export interface HealthChanged {
  workloadRefs: string[];
}

/** A page of `POST /summaries/query` of a family. */
export interface SummariesPage {
  items: FamilySummary[];
  /** Pass as `after` for the next page; absent on the last. */
  nextAfter?: string;
}
