import fc from 'fast-check';
import {
  DAY_MS,
  STAGE_COUNT,
  nextThreshold,
  stageAt,
  stageThresholds,
} from './stages';

describe('stageThresholds', () => {
  it.each([
    ['a year', 365, [90, 60, 30, 14, 7, 1]],
    ['100 days', 100, [33.33, 25, 16.67, 10, 5, 1]],
    ['47 days', 47, [15.67, 11.75, 7.83, 4.7, 2.35, 0.94]],
    ['6 days', 6, [2, 1.5, 1, 0.6, 0.3, 0.12]],
    ['an unknown lifetime', undefined, [90, 60, 30, 14, 7, 1]],
    ['no lifetime', 0, [90, 60, 30, 14, 7, 1]],
  ])('warns of %s in proportion', (_, days, expected) => {
    const thresholds = stageThresholds(days && days * DAY_MS);
    thresholds.forEach((threshold, index) =>
      expect(threshold / DAY_MS).toBeCloseTo(expected[index], 2),
    );
  });

  const lifetimes = fc.double({ min: 1_000, max: 4_000 * DAY_MS, noNaN: true });

  it('falls strictly from stage to stage and stays within the lifetime', () => {
    fc.assert(
      fc.property(lifetimes, lifetime => {
        const thresholds = stageThresholds(lifetime);
        expect(thresholds).toHaveLength(STAGE_COUNT);
        thresholds.forEach((threshold, index) => {
          expect(threshold).toBeGreaterThan(thresholds[index + 1] ?? 0);
          expect(threshold).toBeLessThanOrEqual(lifetime / 3);
        });
      }),
    );
  });

  it('never warns a shorter lifetime earlier than a longer one', () => {
    fc.assert(
      fc.property(lifetimes, lifetimes, (a, b) => {
        const shorter = stageThresholds(Math.min(a, b));
        const longer = stageThresholds(Math.max(a, b));
        shorter.forEach((threshold, index) =>
          expect(threshold).toBeLessThanOrEqual(longer[index]),
        );
      }),
    );
  });

  it('reaches every stage once, in order, by following the next threshold', () => {
    fc.assert(
      fc.property(lifetimes, lifetime => {
        const seen = [stageAt(lifetime, lifetime)];
        while (seen[seen.length - 1] < STAGE_COUNT) {
          const threshold = nextThreshold(seen[seen.length - 1], lifetime);
          seen.push(stageAt(threshold, lifetime));
        }
        expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
        expect(nextThreshold(STAGE_COUNT, lifetime)).toBe(0);
      }),
    );
  });
});
