import { HealthState } from '../summary';
import { healthRank } from './aggregate';
import { Contribution, causeOf, judgeComponent } from './componentHealth';
import { HealthRollUp } from './HealthRollUp';
import { HealthCause, HealthNode, HealthSignal } from './model';

/** All that makes a node less than healthy. */
export interface HealthExplanation {
  ref: string;
  state: HealthState;
  /**
   * The signals that keep the node in its state or make it worse, each once by
   * its shortest path. Worst first, then the shorter path.
   */
  causes: HealthCause[];
  /** Of an unknown state: paths from the node to those that have neither a signal nor anything below. */
  silent: string[][];
}

/** A node whose state is looked for at a level or worse, and how the search came to it. */
interface Step {
  ref: string;
  level: HealthState;
  from?: Step;
}

/**
 * Why a node is not healthy: exactly the signals without which it would be
 * better. What is ill but changes nothing (milder than the state, suppressed,
 * outvoted by a threshold) is left out. Nothing is said of a healthy node, and
 * of one that the model does not hold.
 *
 * The search goes down from the node. At each step it knows how ill what is
 * below must at least be to count: by worst-of as ill as the node itself, one
 * step worse behind a limited impact, not healthy where members are counted,
 * unhealthy where redundant members are all lost. Paths are shortest; of equally
 * short ones the first by refs. Time is linear in nodes, edges and signals.
 */
export function explainHealth(
  rollUp: HealthRollUp,
  ref: string,
): HealthExplanation {
  const { byRef, componentOf, components, dependencies } = rollUp.structure;
  const state = rollUp.results.get(ref)?.state ?? 'unknown';
  const found = new Map<string, HealthCause>();
  const silent: string[][] = [];
  const seen = new Set<string>();
  const queue: Step[] = [];
  if (state !== 'healthy' && byRef.has(ref)) visit({ ref, level: state });
  for (const step of queue) lookAt(step);
  return {
    ref,
    state,
    causes: [...found.values()].sort(
      (a, b) =>
        healthRank(b.state) - healthRank(a.state) ||
        a.path.length - b.path.length ||
        compare(a.path.join('\n'), b.path.join('\n')) ||
        compare(a.signalId, b.signalId),
    ),
    silent,
  };

  function visit(step: Step) {
    const key = `${step.level} ${step.ref}`;
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(step);
  }

  function lookAt(step: Step) {
    const place = componentOf.get(step.ref)!;
    const judged = judgeComponent(components[place], rollUp.state);
    for (const signal of rollUp.state.signalsOf(step.ref)) {
      if (isAtLeast(signal.state, step.level)) keep(step, signal);
    }
    if (judged.own.length === 0 && judged.below.length === 0) {
      silent.push(pathOf(step));
    }
    const reached = new Map(
      judged.below
        .filter(each => each.member === step.ref)
        .map(each => [each.target, each]),
    );
    for (const target of dependencies.get(step.ref)!) {
      if (componentOf.get(target) === place) {
        visit({ ref: target, level: step.level, from: step });
        continue;
      }
      const contribution = reached.get(target);
      const { belowState, aggregation } = judged;
      if (!contribution || !belowState) continue;
      if (!isAtLeast(belowState, step.level)) continue;
      const needed = neededOf(aggregation.kind, belowState, step.level);
      if (!isAtLeast(contribution.state, needed)) continue;
      visit({
        ref: target,
        level: levelBehind(contribution, byRef.get(target)!, needed),
        from: step,
      });
    }
  }

  function keep(step: Step, signal: HealthSignal) {
    const key = JSON.stringify([step.ref, signal.id, signal.state]);
    if (found.has(key)) return;
    found.set(key, causeOf(step.ref, signal, pathOf(step)));
  }

  /** How ill the node behind a contribution must be for the contribution to be as ill as needed. */
  function levelBehind(
    { target, state: contributed }: Contribution,
    { impact }: HealthNode,
    needed: HealthState,
  ): HealthState {
    if (impact !== 'limited') return needed;
    const behind = rollUp.results.get(target)!.state;
    return contributed === 'unknown' ? behind : 'unhealthy';
  }
}

/** How ill a contribution must be to count for what is below a node being at a level or worse. */
function neededOf(
  kind: string,
  belowState: HealthState,
  level: HealthState,
): HealthState {
  if (kind === 'worstOf') return level;
  if (kind === 'redundant' && level === 'unhealthy') return 'unhealthy';
  return belowState === 'unknown' ? 'unknown' : 'degraded';
}

function isAtLeast(state: HealthState, level: HealthState): boolean {
  return healthRank(state) >= healthRank(level);
}

function pathOf(step: Step): string[] {
  const path: string[] = [];
  for (let each: Step | undefined = step; each; each = each.from) {
    path.push(each.ref);
  }
  return path.reverse();
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
