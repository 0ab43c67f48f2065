import { HEALTH_STATES, HealthState } from '../summary';
import { Aggregation, CountThreshold, Impact } from './model';

/** Place of a state from best to worst: healthy, unknown, degraded, unhealthy. */
export function healthRank(state: HealthState): number {
  return HEALTH_STATES.indexOf(state);
}

/** The worst of some states; `unknown` of none. */
export function worstOf(states: HealthState[]): HealthState {
  return states.length === 0
    ? 'unknown'
    : states.reduce((a, b) => (healthRank(b) > healthRank(a) ? b : a));
}

/** The state that reaches whoever depends on a node, or `undefined` when nothing does. */
export function applyImpact(
  state: HealthState,
  impact: Impact,
): HealthState | undefined {
  switch (impact) {
    case 'suppressed':
      return undefined;
    case 'limited':
      if (state === 'unhealthy') return 'degraded';
      return state === 'degraded' ? 'healthy' : state;
    default:
      return state;
  }
}

/**
 * One state of many, or `undefined` of none. With `ignoreUnknown`, members
 * without data count only when no member has any. Without it they could be
 * anything: the answer is then what holds however they turn out, and `unknown`
 * where that would be healthy.
 *
 * Semantics follow Azure Monitor health models (`DependenciesSignalGroupV2`);
 * see the ADR on health for what that leaves open.
 */
export function aggregate(
  states: HealthState[],
  aggregation: Aggregation = { kind: 'worstOf' },
  ignoreUnknown = true,
): HealthState | undefined {
  if (states.length === 0) return undefined;
  const known = states.filter(state => state !== 'unknown');
  if (known.length === 0) return 'unknown';
  // A redundant member without data may be serving, so it is never left out.
  if (ignoreUnknown && aggregation.kind !== 'redundant') {
    return ofKnown(known, aggregation);
  }
  const assume = (state: HealthState) =>
    states.map(each => (each === 'unknown' ? state : each));
  const best = ofKnown(assume('healthy'), aggregation);
  if (ignoreUnknown) return best;
  const worst = ofKnown(assume('unhealthy'), aggregation);
  return best === worst ? best : worstOf([best, 'unknown']);
}

function ofKnown(states: HealthState[], aggregation: Aggregation): HealthState {
  const healthy = states.filter(state => state === 'healthy').length;
  switch (aggregation.kind) {
    case 'minHealthy':
      return byThreshold(
        aggregation,
        threshold => inUnit(aggregation, healthy, states.length) <= threshold,
      );
    case 'maxNotHealthy':
      return byThreshold(
        aggregation,
        threshold =>
          inUnit(aggregation, states.length - healthy, states.length) >=
          threshold,
      );
    case 'redundant':
      if (states.every(state => state === 'unhealthy')) return 'unhealthy';
      return healthy < states.length ? 'degraded' : 'healthy';
    default:
      return worstOf(states);
  }
}

function inUnit({ unit }: CountThreshold, count: number, of: number): number {
  return unit === 'percent' ? (100 * count) / of : count;
}

function byThreshold(
  { unhealthy, degraded }: CountThreshold,
  crossed: (threshold: number) => boolean,
): HealthState {
  if (crossed(unhealthy)) return 'unhealthy';
  return degraded !== undefined && crossed(degraded) ? 'degraded' : 'healthy';
}
