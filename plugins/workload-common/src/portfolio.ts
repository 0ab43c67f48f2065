import { EdgeKind, WorkloadNode } from './graph';
import { HealthCause, HealthParts } from './health';
import {
  AttentionItem,
  HealthState,
  NodeSignal,
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
}

/** Which tile of a workload's page. */
export type TileId = 'health' | SummaryFamily | 'stamps';

/** What the first screen of a workload shows. */
export interface WorkloadOverview {
  workload: WorkloadRow;
  tiles: ({ id: TileId } & Tile)[];
  /** Across families, most urgent first. */
  attention: (AttentionItem & { family: SummaryFamily })[];
  families: FamilyStatus[];
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
