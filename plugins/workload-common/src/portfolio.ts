import { EdgeKind, WorkloadNode } from './graph';
import { IncidentListItem } from './api/incidents';
import {
  AlertSeverity,
  AlertSuppression,
  Criticality,
  HealthCause,
  HealthParts,
  Impact,
} from './health';
import {
  AttentionItem,
  HealthState,
  NodeSignal,
  ReportingFamily,
  SummaryFamily,
  Tile,
  Tone,
} from './summary';

/** From this urgency on, something needs someone now: users are hurt, or will be within a week. */
export const ATTENTION_NOW = 70;

/** A stamp as a chip of the portfolio. */
export interface StampChip {
  ref: string;
  /** Azure region name, such as `westeurope`. */
  region?: string;
  environment?: string;
  lifecycle?: string;
  state: HealthState;
}

/** What the portfolio shows of one family; a family that has said nothing yet is absent. */
export interface PortfolioCell {
  text: string;
  tone: Tone;
  /** Oldest first, for the sparkline. */
  trend?: number[];
}

/** One row of the portfolio. */
export interface WorkloadRow {
  ref: string;
  namespace: string;
  name: string;
  title: string;
  description?: string;
  ownerRef?: string;
  domainRef?: string;
  tier?: string;
  health: HealthState;
  /** ISO 8601, since when `health` is so. */
  healthSince: string;
  /** One sentence: why, or what is not known. */
  healthReason: string;
  families: Partial<Record<SummaryFamily, PortfolioCell>>;
  stamps: StampChip[];
  /** Items of any urgency. */
  attentionCount: number;
  /** Of the most urgent item or of ill health itself, 0 to 100. */
  urgency: number;
  /** The incident that is open; the gravest of several. */
  incident?: Pick<
    IncidentListItem,
    'number' | 'severity' | 'state' | 'openedAt' | 'title'
  >;
  /** ISO 8601, when the row last changed. */
  updatedAt: string;
}

/** Columns by which the portfolio sorts. */
export const WORKLOAD_ORDERS = [
  'urgency',
  'title',
  'health',
  'maturity',
  'slo',
  'secret-expiry',
  'stamps',
  'regions',
  'incident',
  'owner',
  'domain',
  'tier',
] as const;

/** One of {@link WORKLOAD_ORDERS}. */
export type WorkloadOrder = (typeof WORKLOAD_ORDERS)[number];

/** How far one family can be heard. */
export interface FamilyStatus {
  family: SummaryFamily;
  /** False when its back end is not there; `undefined` before the first attempt. */
  installed?: boolean;
  /** ISO 8601, last time its summaries were read. */
  lastSuccessAt?: string;
  /** Why the newest attempt failed; absent when it did not. */
  lastError?: string;
  /** ISO 8601. */
  lastErrorAt?: string;
}

/** A page of the portfolio. */
export interface WorkloadPage {
  items: WorkloadRow[];
  /** Of all that the filters let through. */
  total: number;
  /** Of these, those with something of urgency {@link ATTENTION_NOW} or more. */
  needsAttention: number;
  families: FamilyStatus[];
}

/** What the portfolio can be filtered by, with how many workloads each has. */
export interface WorkloadFilters {
  owners: { ref: string; count: number }[];
  domains: { ref: string; count: number }[];
  tiers: { name: string; count: number }[];
  /** Azure regions of their stamps. */
  regions: { name: string; count: number }[];
  /** Levels that are proven, 0 to 5. */
  levels: { level: number; count: number }[];
  healths: { state: HealthState; count: number }[];
}

/** How many stamps a workload has, as far as it matters: without a second one, losing it is losing all. */
export const STAMP_COUNTS = ['none', 'one', 'several'] as const;

/** One of {@link STAMP_COUNTS}. */
export type StampCount = (typeof STAMP_COUNTS)[number];

/** Which workloads of the portfolio. Lists of one field are alternatives; fields narrow each other. */
export interface WorkloadSelection {
  /** Words that must all be in title, name, description, owner or domain. */
  search?: string;
  /** Full refs. */
  owner?: string[];
  /** Full refs. */
  domain?: string[];
  health?: HealthState[];
  tier?: string[];
  /** Azure regions; of a stamp of theirs. */
  region?: string[];
  stamps?: StampCount[];
  /** Proven maturity levels. */
  level?: number[];
  /** Only where less than this share of the tightest SLO's budget is left, such as `0.2`. */
  budgetBelow?: number;
  /** Only where a credential expires within so many days, or has. */
  expiresWithin?: number;
  /** Only where something needs someone now. */
  attention?: boolean;
  /** Only where an incident is open. */
  incident?: boolean;
  /** Just these, by full ref: rows that are on screen already are read again. */
  ref?: string[];
}

/** What the portfolio can be grouped by. */
export const WORKLOAD_GROUPINGS = [
  'domain',
  'owner',
  'tier',
  'health',
] as const;

/** One of {@link WORKLOAD_GROUPINGS}. */
export type WorkloadGrouping = (typeof WORKLOAD_GROUPINGS)[number];

/** Workloads that have something in common. */
export interface WorkloadGroup {
  /** Full ref, or the word; absent for those that have none. */
  key?: string;
  count: number;
  health: Record<HealthState, number>;
  needsAttention: number;
  openIncidents: number;
  /** Lowest proven level; absent when none is known. */
  lowestLevel?: number;
  /** Share left of the tightest SLO of all; absent when none is known. */
  tightestBudget?: number;
  /** Days to the next expiry of all; absent when none is known. */
  nextExpiryDays?: number;
}

/** Answer of `GET /workloads/groups?groupBy`, the group with the most that needs someone first. */
export interface WorkloadGroups {
  items: WorkloadGroup[];
}

/** Who says that something needs someone: a family, or the workload itself of an open incident. */
export type AttentionSource = ReportingFamily | 'workload';

/** Which tile of a workload's page. */
export type TileId = 'health' | SummaryFamily | 'stamps';

/** What the workload family does for each workload by itself, and what may fail for one. */
export const WORKLOAD_TASKS = ['health', 'incidents'] as const;

/** One of {@link WORKLOAD_TASKS}. */
export type WorkloadTask = (typeof WORKLOAD_TASKS)[number];

/** Something that fails for one workload while the others go on. */
export interface WorkloadFailure {
  task: WorkloadTask;
  /** One sentence, of what it failed at last. */
  message: string;
  /** ISO 8601, since when it has not worked. */
  since: string;
}

/** What the first screen of a workload shows. */
export interface WorkloadOverview {
  workload: WorkloadRow;
  tiles: ({ id: TileId } & Tile)[];
  /** Across families, most urgent first. */
  attention: (AttentionItem & { family: AttentionSource })[];
  families: FamilyStatus[];
  /** What fails of it now: it shows what was before. */
  failures: WorkloadFailure[];
}

/** A node of the service map with its health. */
export interface MapNode extends WorkloadNode {
  ownState: HealthState;
  state: HealthState;
  /** ISO 8601, since when `state` is so. */
  stateSince: string;
  signals: NodeSignal[];
  /** Why it is not healthy; absent when nothing says so. */
  cause?: HealthCause;
  /** Everything that keeps it so, as `explainHealth` says; at most 20, worst first. Absent when healthy. */
  causes?: HealthCause[];
  /** Of an unknown one: what has neither a signal nor anything below, as paths; at most 20. */
  silent?: string[][];
  /** How it counts for what is above, annotation, type and model taken together. */
  countsAs: Impact;
  criticality: Criticality;
  /** Its alert, pending or open. */
  alert?: {
    state: 'pending' | 'open';
    severity: AlertSeverity;
    /** ISO 8601. */
    since: string;
    /** ISO 8601, of an open one: since when nothing says how the part is. */
    silentSince?: string;
    suppressed?: AlertSuppression;
  };
}

/** An edge of the service map. */
export interface MapEdge {
  sourceRef: string;
  targetRef: string;
  kind: EdgeKind;
}

/** The service map of one workload. */
export interface WorkloadMap {
  workloadRef: string;
  /** The workload itself is among them. */
  nodes: MapNode[];
  edges: MapEdge[];
  /** ISO 8601, when the catalog was last read for it. */
  graphAsOf: string;
  /** ISO 8601: the moment in the past that it shows; absent for now. Then signals are not kept, only states and causes. */
  at?: string;
  /** Open incidents, gravest first. */
  incidents: Pick<
    IncidentListItem,
    'number' | 'severity' | 'state' | 'openedAt' | 'title'
  >[];
}

/** Health of one workload for other back ends; an item of `POST /health/query`. */
export interface WorkloadHealthStatus extends HealthParts {
  workloadRef: string;
  state: HealthState;
  /** ISO 8601, since when `state` is so. */
  since: string;
}

/** Answer of `POST /health/query`. A workload whose health was not rolled up yet is left out. */
export interface HealthAnswer {
  items: WorkloadHealthStatus[];
}
