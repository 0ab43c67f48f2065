import {
  AttentionItem,
  FamilySummary,
  NodeSignal,
  Tone,
} from '@plumbline/plugin-workload-common';
import type { KnownStamps } from '../store/StampReader';

const DAY_MS = 86_400_000;
/** What takes longer is waiting for somebody. */
const PATIENCE_DAYS = 7;
/** Tab of the workload's page. */
const TAB = 'stamps';

/** Urgency by what it is about, on the scale of attention items. */
const URGENCY = {
  failedServing: 75,
  failed: 55,
  drift: 40,
  draining: 45,
  pullRequest: 30,
  unknown: 15,
  retired: 10,
};

type KnownStamp = KnownStamps['stamps'][number];

/**
 * What is said of a workload's stamps: deployments that failed, files that are
 * not what their locks say, and steps that wait for somebody. Pure.
 */
export function composeSummary(
  workloadRef: string,
  { stamps, pullRequests }: KnownStamps,
  now: Date,
): FamilySummary {
  const attention = [
    ...stamps.flatMap(stamp => itemsOf(stamp, now)),
    ...pullRequests.flatMap(link => [...openTooLong(link, now)]),
  ];
  const tone = worstTone(attention);
  const headline =
    attention.length > 0 ? `${attention.length} to look at` : 'in step';
  return {
    family: 'stamp',
    workloadRef,
    tile: { tone, headline, tab: TAB },
    sortValue: null,
    cell: headline,
    signals: stamps.flatMap(signalsOf),
    attention,
    asOf: now.toISOString(),
  };
}

function itemsOf(stamp: KnownStamp, now: Date): AttentionItem[] {
  return [...failedRun(stamp), ...drifted(stamp), ...waiting(stamp, now)].map(
    item => ({ ...item, tab: TAB, entityRef: stamp.stampRef }),
  );
}

type Item = Omit<AttentionItem, 'tab' | 'entityRef'>;

function* failedRun({
  title,
  name,
  lifecycle,
  status,
}: KnownStamp): Generator<Item> {
  if (status?.outcome !== 'failed') return;
  const serves = lifecycle === 'active' || lifecycle === 'draining';
  yield {
    id: `failed/${name}`,
    tone: 'bad',
    urgency: serves ? URGENCY.failedServing : URGENCY.failed,
    title: `${title}: the last run of its pipeline failed`,
    nextStep: status.runUrl
      ? `Read why in its run (${status.runUrl}), then run it again or roll back`
      : 'Read why in its run, then run it again or roll back',
  };
}

function* drifted({ title, name, drift }: KnownStamp): Generator<Item> {
  if (drift?.state === 'changed') {
    const [first, ...others] = drift.files;
    yield {
      id: `drift/${name}`,
      tone: 'warning',
      urgency: URGENCY.drift,
      title: `${title}: files are not what the lock says: ${first.path} ${
        first.problem
      }${others.length > 0 ? ` and ${others.length} more` : ''}`,
      nextStep:
        'Take it back in the estate. A change of the stamp makes missing files anew, and is refused where it would write over changed ones',
    };
  }
  if (drift?.state === 'unknown') {
    yield {
      id: `unread/${name}`,
      tone: 'unknown',
      urgency: URGENCY.unknown,
      title: `${title}: its files could not be compared to its lock`,
      nextStep: drift.error
        ? `Mend what stands in the way: ${drift.error.message}`
        : 'See whether the estate can be read',
    };
  }
}

function* waiting(
  { title, name, lifecycle, lifecycleSince, drift }: KnownStamp,
  now: Date,
): Generator<Item> {
  const days = daysSince(lifecycleSince, now);
  if (days <= PATIENCE_DAYS) return;
  if (lifecycle === 'draining') {
    yield {
      id: `draining/${name}`,
      tone: 'warning',
      urgency: URGENCY.draining,
      title: `${title}: draining for ${days} days`,
      nextStep:
        'Approve in its pipeline that it is destroyed, or take the draining back',
    };
  }
  // Without a lock there are no files to remove.
  if (lifecycle === 'retired' && drift) {
    yield {
      id: `retired/${name}`,
      tone: 'warning',
      urgency: URGENCY.retired,
      title: `${title}: destroyed, its files are still there`,
      nextStep: 'Retire it once more: the second step removes its files',
    };
  }
}

function* openTooLong(
  {
    label,
    url,
    branch,
    stampName,
    seenAt,
  }: KnownStamps['pullRequests'][number],
  now: Date,
): Generator<AttentionItem> {
  const days = daysSince(seenAt, now);
  if (days <= PATIENCE_DAYS) return;
  yield {
    id: `open/${branch}`,
    tone: 'warning',
    urgency: URGENCY.pullRequest,
    title: `${stampName}: pull request ${label} has been open for ${days} days`,
    nextStep: `Merge or close it: ${url}`,
    tab: TAB,
  };
}

/**
 * A run that failed says that the stamp may not be as it should. One that
 * succeeded says nothing of how it does now.
 */
function signalsOf({ stampRef, lifecycle, status }: KnownStamp): NodeSignal[] {
  const serves = lifecycle === 'active' || lifecycle === 'draining';
  if (!serves || status?.outcome !== 'failed') return [];
  return [
    {
      id: 'stamp/pipeline',
      entityRef: stampRef,
      state: 'degraded',
      reason: 'The last run of its pipeline failed',
      observedAt: status.observedAt,
    },
  ];
}

function daysSince(time: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(time)) / DAY_MS);
}

function worstTone(attention: readonly AttentionItem[]): Tone {
  return (
    (['bad', 'warning', 'unknown'] as const).find(tone =>
      attention.some(item => item.tone === tone),
    ) ?? 'good'
  );
}
