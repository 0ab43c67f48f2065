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

  it('merges stages that begin too close after another into the earlier one', () => {
    const hour = DAY_MS / 24;
    const hours = (lifetime: number, resolution: number) =>
      stageThresholds(lifetime * hour, resolution * hour).map(
        ms => Math.round((ms / hour) * 100) / 100,
      );
    expect(hours(6, 0)).toEqual([2, 1.5, 1, 0.6, 0.3, 0.12]);
    expect(hours(6, 0.5)).toEqual([2, 1.5, 1, 1, 0.3, 0.3]);
    expect(hours(6, 24)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(hours(365 * 24, 0.5)).toEqual([2160, 1440, 720, 336, 168, 24]);
  });

  const resolutions = fc.double({ min: 0, max: 100 * DAY_MS, noNaN: true });

  it('never begins a stage later for a coarser look, and none apart by less than it', () => {
    fc.assert(
      fc.property(lifetimes, resolutions, (lifetime, resolution) => {
        const exact = stageThresholds(lifetime);
        const merged = stageThresholds(lifetime, resolution);
        expect(merged[0]).toBe(exact[0]);
        merged.forEach((threshold, index) => {
          expect(threshold).toBeGreaterThanOrEqual(exact[index]);
          expect(exact).toContain(threshold);
          const apart = (merged[index - 1] ?? Infinity) - threshold;
          expect(apart === 0 || apart >= resolution).toBe(true);
          // Nobody is told earlier by more than one look.
          expect(threshold - exact[index]).toBeLessThanOrEqual(resolution);
        });
      }),
    );
  });

  it('reaches the last stage by following the next threshold, however coarse', () => {
    fc.assert(
      fc.property(lifetimes, resolutions, (lifetime, resolution) => {
        let stage = stageAt(lifetime, lifetime, resolution);
        while (stage < STAGE_COUNT) {
          const next = stageAt(
            nextThreshold(stage, lifetime, resolution),
            lifetime,
            resolution,
          );
          expect(next).toBeGreaterThan(stage);
          stage = next;
        }
      }),
    );
  });
});
