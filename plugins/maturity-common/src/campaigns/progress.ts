import { CampaignProgress, CampaignState } from '../api/campaigns';

/** The times of a campaign, ISO 8601. */
export interface CampaignTimes {
  startsAt: string;
  deadline: string;
  /** When it was closed by hand. */
  closedAt?: string;
  /** When the last workload reached the goal. */
  achievedAt?: string;
}

/** How many workloads of a campaign are how far. */
export type CampaignCounts = Pick<
  CampaignProgress,
  'workloads' | 'done' | 'notStarted' | 'ownersNotStarted'
>;

/**
 * Where a campaign is in its life. `achieved` when all reached the goal by the
 * deadline, also if one falls back afterwards; `missed` when the deadline
 * passed before, also if all reach it later.
 *
 * @param now - epoch milliseconds.
 */
export function campaignState(
  { startsAt, deadline, closedAt, achievedAt }: CampaignTimes,
  now: number,
): CampaignState {
  if (closedAt !== undefined) return 'closed';
  if (now < Date.parse(startsAt)) return 'planned';
  if (
    achievedAt !== undefined &&
    Date.parse(achievedAt) <= Date.parse(deadline)
  ) {
    return 'achieved';
  }
  return now < Date.parse(deadline) ? 'running' : 'missed';
}

/**
 * Share of the time from start to deadline that has passed, 0 to 1: what would
 * be done if as many workloads reached the goal on each day.
 *
 * @param now - epoch milliseconds; after it was closed, that time counts.
 */
export function expectedShare(
  { startsAt, deadline, closedAt }: CampaignTimes,
  now: number,
): number {
  const start = Date.parse(startsAt);
  const end = Date.parse(deadline);
  const at = Math.min(now, closedAt ? Date.parse(closedAt) : now);
  if (at >= end) return 1;
  return at <= start ? 0 : (at - start) / (end - start);
}

/**
 * How far a campaign is. It is on track while at least as many workloads are
 * done as the straight line asks for, in whole workloads.
 *
 * @param now - epoch milliseconds.
 */
export function campaignProgress(
  counts: CampaignCounts,
  times: CampaignTimes,
  now: number,
): CampaignProgress {
  const expected = expectedShare(times, now);
  return {
    ...counts,
    expected,
    onTrack: counts.done >= Math.floor(expected * counts.workloads),
  };
}
