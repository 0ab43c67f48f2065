import { HealthState } from '../summary';
import { healthRank } from './aggregate';
import { HealthCause, NodeHealth } from './model';

/** What became of one node. */
export interface HealthChange {
  ref: string;
  /** Absent for a node that is new. */
  from?: HealthState;
  /** Absent for a node that is gone. Equal to `from` when only the cause is another. */
  to?: HealthState;
  /** Why it is so now, with the path; absent when it is healthy, gone, or nothing explains it. */
  cause?: HealthCause;
  /** Why it was as it was before. */
  causeBefore?: HealthCause;
}

/**
 * What changed between two roll-ups: states, and the causes of states that stay
 * ill. A cause is another when it is another signal, another state of the signal
 * or another path; newer words about the same are no change. Worst first, then
 * by ref.
 */
export function diffHealth(
  before: ReadonlyMap<string, NodeHealth>,
  after: ReadonlyMap<string, NodeHealth>,
): HealthChange[] {
  const changes: HealthChange[] = [];
  for (const [ref, health] of after) {
    const was = before.get(ref);
    if (was && was.state === health.state && isSameCause(was, health)) continue;
    changes.push({
      ref,
      from: was?.state,
      to: health.state,
      cause: health.cause,
      causeBefore: was?.cause,
    });
  }
  for (const [ref, was] of before) {
    if (after.has(ref)) continue;
    changes.push({ ref, from: was.state, causeBefore: was.cause });
  }
  return changes.sort(
    (a, b) => rankOf(b) - rankOf(a) || (a.ref < b.ref ? -1 : 1),
  );
}

function rankOf({ to }: HealthChange): number {
  return to === undefined ? -1 : healthRank(to);
}

function isSameCause({ cause: a }: NodeHealth, { cause: b }: NodeHealth) {
  return identityOf(a) === identityOf(b);
}

/** Which signal, in which state, by which way; the same for newer words about the same. */
export function identityOf(cause: HealthCause | undefined): string {
  return cause
    ? JSON.stringify([cause.signalId, cause.state, ...cause.path])
    : '';
}
