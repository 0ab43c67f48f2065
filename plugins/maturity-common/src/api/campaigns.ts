import { PortfolioFilter } from './portfolio';

/** What the workloads of a campaign shall reach. */
export type CampaignGoal =
  | { kind: 'level'; modelId: string; pillarId?: string; level: number }
  | { kind: 'strategies'; modelId: string; strategyIds: string[] };

/** Which workloads are asked. Empty: all that are held against the model. */
export type CampaignScope = Pick<
  PortfolioFilter,
  'owners' | 'domains' | 'lifecycles'
> & { workloadRefs?: string[] };

/** Body of `POST /campaigns` and `PUT /campaigns/:id`. */
export interface CampaignInput {
  title: string;
  description?: string;
  goal: CampaignGoal;
  scope: CampaignScope;
  /** Full ref of who runs it. */
  ownerRef: string;
  /** ISO 8601. */
  startsAt: string;
  /** ISO 8601, after `startsAt`. */
  deadline: string;
  /** Owners are reminded this many days before the deadline, such as 30, 7 and 1. */
  remindDaysBefore: number[];
}

/** `achieved`: all did it. `missed`: the deadline passed before. */
export const CAMPAIGN_STATES = [
  'planned',
  'running',
  'achieved',
  'missed',
  'closed',
] as const;

/** One of {@link CAMPAIGN_STATES}. */
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** How far a campaign is. */
export interface CampaignProgress {
  workloads: number;
  done: number;
  /** Workloads for which nothing that the goal asks for passed since the start. */
  notStarted: number;
  /** Number of owners of whom no workload is done. */
  ownersNotStarted: number;
  /** Share done that the time passed would ask for, 0 to 1, by a straight line from start to deadline. */
  expected: number;
  onTrack: boolean;
}

/** A drive to bring workloads to a goal by a deadline. */
export interface Campaign extends CampaignInput {
  id: string;
  state: CampaignState;
  createdBy: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601, when it was closed by hand. */
  closedAt?: string;
  progress: CampaignProgress;
}

/** One workload of a campaign. */
export interface CampaignWorkload {
  workloadRef: string;
  title: string;
  ownerRef?: string;
  done: boolean;
  /** ISO 8601, since when `done` is so. */
  since: string;
  /** Number of criteria that stand in the way. */
  blockers: number;
}

/** Answer of `GET /campaigns/:id/workloads?done&limit&offset`. */
export interface CampaignWorkloadPage {
  items: CampaignWorkload[];
  total: number;
}
