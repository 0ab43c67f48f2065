import {
  PullRequestLink,
  StampRow,
  WorkloadStamps,
} from '@plumbline/plugin-stamp-common';
import { Tone } from '@plumbline/plugin-workload-common';

/**
 * How much a stamp needs somebody: a failed run more than files that differ.
 * Of one without a lock nobody knows.
 */
export function toneOfStamp({ status, drift }: StampRow): Tone {
  if (status?.outcome === 'failed') return 'bad';
  if (drift?.state === 'changed') return 'warning';
  return drift?.state === 'in-step' ? 'good' : 'unknown';
}

/** Whether the stamp takes part in serving users. */
export function isServing({ lifecycle }: StampRow): boolean {
  return lifecycle === 'active' || lifecycle === 'draining';
}

/** All open ones of a workload, each once. */
export function openPullRequests({
  stamps,
  additions,
}: WorkloadStamps): PullRequestLink[] {
  const all = [...stamps.flatMap(stamp => stamp.pullRequests), ...additions];
  return [...new Map(all.map(each => [each.url, each])).values()];
}

/** Whether its files were rendered by an older version than there is. */
export function isOutdated({ drift }: StampRow): boolean {
  return (
    drift?.templateVersion !== undefined &&
    drift.templateVersion !== drift.newestTemplateVersion
  );
}
