import { HealthState } from '../../summary';
import { HealthNode } from '../model';

const SEVERITY: Record<HealthState, number> = {
  healthy: 0,
  unknown: 1,
  degraded: 2,
  unhealthy: 3,
};

/**
 * A second evaluator that shares no code with the first: it is told only what
 * the semantics say, and takes all the time that it needs. Circles are found by
 * asking of every two nodes whether each reaches the other; counting rules try
 * every way in which members without data could turn out.
 */
export function referenceRollUp(nodes: HealthNode[]): Map<string, HealthState> {
  const find = (ref: string) => nodes.find(node => node.ref === ref);
  const reachable = new Map<string, Set<string>>();
  for (const node of nodes) {
    const found = new Set<string>();
    let added = true;
    while (added) {
      added = false;
      for (const each of nodes) {
        const isNext =
          node.dependsOn.includes(each.ref) ||
          [...found].some(ref => find(ref)!.dependsOn.includes(each.ref));
        if (isNext && !found.has(each.ref)) {
          found.add(each.ref);
          added = true;
        }
      }
    }
    reachable.set(node.ref, found);
  }
  const circleOf = (ref: string) =>
    nodes.filter(
      ({ ref: other }) =>
        other === ref ||
        (reachable.get(ref)!.has(other) && reachable.get(other)!.has(ref)),
    );
  const memory = new Map<string, HealthState>();
  const stateOf = (ref: string): HealthState => {
    const known = memory.get(ref);
    if (known) return known;
    const circle = circleOf(ref);
    const inside = circle.map(node => node.ref);
    const own = circle.flatMap(node => node.signals.map(each => each.state));
    const targets = nodes.filter(
      node =>
        !inside.includes(node.ref) &&
        circle.some(member => member.dependsOn.includes(node.ref)),
    );
    const below: HealthState[] = [];
    for (const target of targets) {
      if (target.impact === 'suppressed') continue;
      const state = stateOf(target.ref);
      if (target.impact === 'standard') below.push(state);
      else if (state === 'unhealthy') below.push('degraded');
      else if (state === 'degraded') below.push('healthy');
      else below.push(state);
    }
    const ignoreUnknown = circle.every(node => node.ignoreUnknown !== false);
    const rule =
      circle.length === 1 && circle[0].aggregation
        ? circle[0].aggregation
        : ({ kind: 'worstOf' } as const);
    const together = combine(below, rule, ignoreUnknown);
    const parts = [...own];
    const leftOut = together === 'unknown' && ignoreUnknown && own.length > 0;
    if (together && !leftOut) parts.push(together);
    const state = worst(parts);
    inside.forEach(each => memory.set(each, state));
    return state;
  };
  return new Map(nodes.map(({ ref }) => [ref, stateOf(ref)]));
}

function worst(states: HealthState[]): HealthState {
  let result: HealthState | undefined;
  for (const state of states) {
    if (result === undefined || SEVERITY[state] > SEVERITY[result]) {
      result = state;
    }
  }
  return result ?? 'unknown';
}

function combine(
  states: HealthState[],
  rule: NonNullable<HealthNode['aggregation']>,
  ignoreUnknown: boolean,
): HealthState | undefined {
  if (states.length === 0) return undefined;
  if (states.every(state => state === 'unknown')) return 'unknown';
  const known = states.filter(state => state !== 'unknown');
  if (rule.kind === 'redundant') {
    const outcomes = everyWay(states).map(redundant);
    const mildest = best(outcomes);
    if (ignoreUnknown) return mildest;
    return outcomes.every(each => each === mildest)
      ? mildest
      : worst([mildest, 'unknown']);
  }
  if (ignoreUnknown) return count(known, rule);
  const outcomes = everyWay(states).map(each => count(each, rule));
  const mildest = best(outcomes);
  return outcomes.every(each => each === mildest)
    ? mildest
    : worst([mildest, 'unknown']);
}

/** All states that members without data could have, one list each. */
function everyWay(states: HealthState[]): HealthState[][] {
  const [first, ...rest] = states;
  if (first === undefined) return [[]];
  const options: HealthState[] =
    first === 'unknown' ? ['healthy', 'degraded', 'unhealthy'] : [first];
  return everyWay(rest).flatMap(tail => options.map(each => [each, ...tail]));
}

function best(states: HealthState[]): HealthState {
  return [...states].sort((a, b) => SEVERITY[a] - SEVERITY[b])[0];
}

function redundant(states: HealthState[]): HealthState {
  const lost = states.filter(state => state === 'unhealthy').length;
  const whole = states.filter(state => state === 'healthy').length;
  if (lost === states.length) return 'unhealthy';
  return whole === states.length ? 'healthy' : 'degraded';
}

function count(
  states: HealthState[],
  rule: NonNullable<HealthNode['aggregation']>,
): HealthState {
  if (rule.kind === 'worstOf' || rule.kind === 'redundant') {
    return worst(states);
  }
  const healthy = states.filter(state => state === 'healthy').length;
  const counted =
    rule.kind === 'minHealthy' ? healthy : states.length - healthy;
  // In whole numbers, so that a threshold of a third or a tenth is exact.
  const crossed = (threshold: number) => {
    const left = rule.unit === 'percent' ? counted * 100 : counted;
    const right =
      rule.unit === 'percent' ? threshold * states.length : threshold;
    return rule.kind === 'minHealthy' ? left <= right : left >= right;
  };
  if (crossed(rule.unhealthy)) return 'unhealthy';
  return rule.degraded !== undefined && crossed(rule.degraded)
    ? 'degraded'
    : 'healthy';
}
