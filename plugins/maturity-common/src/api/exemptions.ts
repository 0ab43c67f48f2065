/** Life of an exemption. One that was approved ends by itself at `expiresAt`: then it is `expired`. */
export const EXEMPTION_STATES = [
  'requested',
  'approved',
  'denied',
  'revoked',
  'withdrawn',
  'expired',
] as const;

/** One of {@link EXEMPTION_STATES}. */
export type ExemptionState = (typeof EXEMPTION_STATES)[number];

/** A request that a criterion need not be met by a workload for a while, and what came of it. */
export interface Exemption {
  id: string;
  workloadRef: string;
  criterionId: string;
  state: ExemptionState;
  /** Why it cannot or need not be met. */
  reason: string;
  requestedBy: string;
  /** ISO 8601. */
  requestedAt: string;
  /** ISO 8601, when it ends if approved. */
  expiresAt: string;
  /** Who approved, denied or revoked. */
  decidedBy?: string;
  /** ISO 8601. */
  decidedAt?: string;
  /** What was said with the decision. */
  decisionNote?: string;
}

/** Body of `POST /exemptions`. */
export interface ExemptionRequest {
  workloadRef: string;
  criterionId: string;
  /** At least 10 characters. */
  reason: string;
  /** ISO 8601, at most a year ahead. */
  expiresAt: string;
  /** Full ref of who asks; only from other back ends, users ask as themselves. */
  requestedBy?: string;
  /** ISO 8601; only from other back ends, users ask now. */
  requestedAt?: string;
}

/** Body of `POST /exemptions/:id/decision`. The one who asked may withdraw; the rest is the platform team's. */
export interface ExemptionDecision {
  decision: 'approve' | 'deny' | 'revoke' | 'withdraw';
  note?: string;
}

/** An exemption in a list, with the words of its criterion. */
export interface ExemptionRow extends Exemption {
  workloadTitle: string;
  ownerRef?: string;
  modelId: string;
  criterionTitle: string;
}

/** What a list of exemptions is ordered by: when they were asked for, when they end, or their workload's title. */
export const EXEMPTION_ORDERS = ['requested', 'expires', 'workload'] as const;

/** One of {@link EXEMPTION_ORDERS}. */
export type ExemptionOrder = (typeof EXEMPTION_ORDERS)[number];

/** Answer of `GET /exemptions?state&workload&owner&sort&direction&limit&offset`, the newest request first unless sorted. */
export interface ExemptionPage {
  items: ExemptionRow[];
  total: number;
}
