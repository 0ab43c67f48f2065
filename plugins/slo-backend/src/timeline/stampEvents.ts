import { TimelineEvent, TimelineKind } from '@plumbline/plugin-slo-common';
import { KnownStamp } from '../store/WorkloadStore';

/** Stamps that carry traffic, and so show in the numbers. */
const SERVING = ['active', 'draining'];

/**
 * What happened to a workload's stamps between two looks at the catalog. A
 * stamp is added when it begins to carry traffic and retired when it no longer
 * does; everything else about it is a change.
 *
 * @param version - grows with each change, so that the same change seen twice is one event.
 */
export function stampEvents(options: {
  workloadRef: string;
  before: Record<string, KnownStamp>;
  after: Record<string, KnownStamp>;
  version: number;
  at: Date;
}): TimelineEvent[] {
  const { workloadRef, before, after, version, at } = options;
  const refs = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return refs.sort().flatMap((ref): TimelineEvent[] => {
    const change = changeOf(before[ref], after[ref]);
    return change
      ? [
          {
            id: `${ref}/${version}`,
            workloadRef,
            kind: change.kind,
            at: at.toISOString(),
            title: change.title,
            entityRef: ref,
          },
        ]
      : [];
  });
}

function changeOf(
  before: KnownStamp | undefined,
  after: KnownStamp | undefined,
): { kind: TimelineKind; title: string } | undefined {
  const { title, region } = (after ?? before)!;
  const name = `${title} (${region})`;
  const [served, serves] = [before, after].map(
    stamp => stamp !== undefined && SERVING.includes(stamp.lifecycle),
  );
  if (!after) {
    return served
      ? { kind: 'stamp-retired', title: `${name} left the catalog` }
      : undefined;
  }
  if (!before) {
    if (after.lifecycle === 'retired') return undefined;
    return serves
      ? { kind: 'stamp-added', title: `${name} added, ${after.lifecycle}` }
      : { kind: 'stamp-changed', title: `${name} ${after.lifecycle}` };
  }
  if (before.lifecycle !== after.lifecycle) {
    const step = `${name}: ${before.lifecycle} → ${after.lifecycle}`;
    if (serves && !served) return { kind: 'stamp-added', title: step };
    if (served && !serves) return { kind: 'stamp-retired', title: step };
    return { kind: 'stamp-changed', title: step };
  }
  if (before.trafficWeight !== after.trafficWeight && serves) {
    const share = ({ trafficWeight }: KnownStamp) =>
      trafficWeight === undefined ? 'not set' : `${trafficWeight}%`;
    return {
      kind: 'stamp-changed',
      title: `${name}: traffic ${share(before)} → ${share(after)}`,
    };
  }
  return undefined;
}
