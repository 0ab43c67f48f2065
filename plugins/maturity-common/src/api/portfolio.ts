import { CriterionState } from '../evaluation/results';
import { LevelTransition } from './scorecard';

/** What a list of workloads is narrowed down to. Several values of one kind: any of them. */
export interface PortfolioFilter {
  modelId: string;
  /** The level, state and sort are those of this pillar; overall when absent. */
  pillarId?: string;
  owners?: string[];
  domains?: string[];
  lifecycles?: string[];
  /** Proven levels. */
  levels?: number[];
  /** Workloads with at least one criterion in one of these states; `contradiction`: facts contradict an answer. */
  states?: (CriterionState | 'contradiction')[];
  /** Workloads that miss this strategy. */
  strategyId?: string;
  /** Words in title, name or ref. */
  text?: string;
}

/** Columns by which the list sorts, besides `pillar:<id>`. */
export const PORTFOLIO_ORDERS = [
  'level',
  'possible',
  'blockers',
  'title',
  'owner',
  'domain',
  'lifecycle',
  'changed',
] as const;

/** One of {@link PORTFOLIO_ORDERS}, or a pillar's level. */
export type PortfolioOrder =
  | (typeof PORTFOLIO_ORDERS)[number]
  | `pillar:${string}`;

/** A workload's place on one pillar, as a cell of the heat map. */
export interface PillarCell {
  id: string;
  proven: number;
  possible: number;
  notMet: number;
  /** Unknown or error. */
  unknown: number;
}

/** One row of the review page. */
export interface PortfolioRow {
  workloadRef: string;
  title: string;
  ownerRef?: string;
  domainRef?: string;
  lifecycle?: string;
  proven: number;
  possible: number;
  /** Number of criteria between it and the next overall level. */
  blockers: number;
  notMet: number;
  unknown: number;
  exempt: number;
  contradictions: number;
  pillars: PillarCell[];
  /** ISO 8601, when a level of it last changed. */
  changedAt: string;
}

/** Answer of `GET /portfolio`. */
export interface PortfolioPage {
  items: PortfolioRow[];
  /** Of all that the filter lets through. */
  total: number;
}

/** A value to filter by, with how many workloads have it. */
export interface FilterValue {
  value: string;
  count: number;
}

/** Answer of `GET /portfolio/filters?model=`. */
export interface PortfolioFilterValues {
  owners: FilterValue[];
  domains: FilterValue[];
  lifecycles: FilterValue[];
}

/** How many workloads stand on each level; index 0 is level 0. */
export type Distribution = number[];

/** The distribution at the end of one day. */
export interface TrendDay {
  /** `2026-11-21`, UTC. */
  day: string;
  distribution: Distribution;
  /** Mean of the proven levels. */
  mean: number;
}

/** A strategy that many workloads miss. */
export interface MissedStrategy {
  strategyId: string;
  title: string;
  pillarId: string;
  level: number;
  /** Number of workloads where a criterion of it is not met. */
  notMet: number;
  /** Number of workloads where it is open: unknown or error. */
  unknown: number;
  /** Number of workloads that the filter lets through. */
  workloads: number;
}

/** Answer of `GET /portfolio/summary`, for the owners, domains and lifecycles of a filter. */
export interface PortfolioSummary {
  distribution: Distribution;
  /** Oldest first, at most 366. */
  trend: TrendDay[];
  /** Most missed first, at most 20. */
  mostMissed: MissedStrategy[];
  /** ISO 8601, when the most missed strategies were last counted. */
  countedAt?: string;
}

/** A change of level in the list of what changed. */
export interface PortfolioChange extends LevelTransition {
  workloadRef: string;
  title: string;
  ownerRef?: string;
}

/** Answer of `GET /portfolio/changes?since=`, newest first. */
export interface PortfolioChanges {
  items: PortfolioChange[];
  total: number;
  /** Workloads whose overall or chosen level is higher now than at `since`. */
  rose: number;
  /** Lower. */
  fell: number;
  /** The same, though it was another one meanwhile. */
  returned: number;
}
