import fc from 'fast-check';
import { HEALTH_STATES, HealthState } from '../../summary';
import { Aggregation, HealthNode, HealthSignal, IMPACTS } from '../model';

/** Numbers that look random and come again with the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A signal of a node in a state. */
export function signalOf(
  ref: string,
  state: HealthState,
  place = 0,
): HealthSignal {
  return {
    id: `${ref}/${place}`,
    state,
    reason: `${ref} is ${state}`,
    observedAt: '2026-01-01T00:00:00Z',
  };
}

/** A model of 1 to 14 nodes of any shape, circles included. */
export function randomModel(random: () => number): HealthNode[] {
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const oneOf = <T>(items: readonly T[]): T => items[upTo(items.length - 1)];
  const size = 1 + upTo(13);
  const aggregation = (): Aggregation | undefined => {
    const unit = oneOf(['count', 'percent'] as const);
    const limit = () => (unit === 'percent' ? upTo(10) * 10 : upTo(4));
    return oneOf<() => Aggregation | undefined>([
      () => undefined,
      () => ({ kind: 'worstOf' }),
      () => ({ kind: 'redundant' }),
      () => ({
        kind: oneOf(['minHealthy', 'maxNotHealthy'] as const),
        unit,
        unhealthy: limit(),
        degraded: random() < 0.5 ? limit() : undefined,
      }),
    ])();
  };
  // Few edges or many; mostly downwards, so that not all is one circle.
  const density = upTo(4);
  const backwards = oneOf([0, 0.1, 0.3, 0.6]);
  return Array.from({ length: size }, (_, i): HealthNode => {
    const ref = `n${i}`;
    const known = random() < 0.3;
    return {
      ref,
      impact: oneOf(['standard', ...IMPACTS] as const),
      aggregation: aggregation(),
      ignoreUnknown: oneOf([undefined, true, false]),
      signals: Array.from({ length: upTo(2) }, (__, place) =>
        signalOf(
          ref,
          known
            ? oneOf(['healthy', 'degraded', 'unhealthy'] as const)
            : oneOf(HEALTH_STATES),
          place,
        ),
      ),
      dependsOn: Array.from({ length: upTo(density) }, () =>
        random() < backwards
          ? `n${upTo(size)}`
          : `n${Math.min(size, i + 1 + upTo(3))}`,
      ),
    };
  });
}

/** {@link randomModel}s for properties; told by their seed when one fails. */
export const models = fc
  .nat(0x7fffffff)
  .map(seed => ({ seed, nodes: randomModel(randomFrom(seed)) }));

/** The same model with other states of its signals. */
export function withStates(
  nodes: HealthNode[],
  stateOf: (ref: string, signal: HealthSignal) => HealthState,
): HealthNode[] {
  return nodes.map(node => ({
    ...node,
    signals: node.signals.map(signal => ({
      ...signal,
      state: stateOf(node.ref, signal),
    })),
  }));
}
