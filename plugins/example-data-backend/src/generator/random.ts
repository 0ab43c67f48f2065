/** Draws numbers that depend on nothing but the seed and how many came before. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
  /** The index of one of the weights, as likely as it is heavy. */
  weighted(weights: readonly number[]): number;
  /** Up to `count` different items, in a drawn order. */
  sample<T>(items: readonly T[], count: number): T[];
}

/** The mulberry32 generator: 32 bits of state, good enough for shapes. */
export function createRandom(seed: number): Random {
  // Neighbouring seeds must not give neighbouring streams.
  let state = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b) | 0;

  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  function between(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1));
  }

  return {
    between,
    pick: items => items[between(0, items.length - 1)],
    weighted(weights) {
      let rest = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex(weight => (rest -= weight) < 0);
      return index < 0 ? weights.length - 1 : index;
    },
    sample(items, count) {
      const left = [...items];
      const drawn = [];
      while (left.length > 0 && drawn.length < count) {
        drawn.push(...left.splice(between(0, left.length - 1), 1));
      }
      return drawn;
    },
  };
}
