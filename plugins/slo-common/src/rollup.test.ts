import fc from 'fast-check';
import { Slice, countSpans, countsBetween, hourOf, rollUp } from './rollup';

const rule = { sliceSeconds: 300, sliceTarget: 0.95 };
const HOUR = 3_600;

describe('hours', () => {
  it.each([
    [1, 0],
    [3_600, 0],
    [3_601, 3_600],
    [7_200, 3_600],
  ])('a slice ending at %d belongs to the hour %d', (end, hour) => {
    expect(hourOf(end)).toBe(hour);
  });
});

describe('rollUp', () => {
  it('keeps good, bad, empty and missing slices apart', () => {
    const [hour, ...others] = rollUp(
      [
        { end: 300, good: 100, total: 100 },
        { end: 600, good: 95, total: 100 },
        { end: 900, good: 94, total: 100 },
        { end: 1_200, good: 0, total: 0 },
      ],
      rule,
    );
    expect(others).toEqual([]);
    expect(hour.counts).toEqual({
      good: 289,
      total: 300,
      goodSlices: 2,
      badSlices: 1,
      emptySlices: 1,
      ratioSum: expect.closeTo(2.89, 12),
    });
    expect(hour.slices).toHaveLength(12);
    expect(hour.slices?.[4]).toBeNull();
  });

  it('is the same whether slices come once or twice', () => {
    const slices = [
      { end: 300, good: 1, total: 2 },
      { end: 3_900, good: 3, total: 3 },
    ];
    expect(rollUp([...slices, ...slices], rule)).toEqual(rollUp(slices, rule));
  });
});

describe('countsBetween', () => {
  const slice = fc.record({
    index: fc.integer({ min: 1, max: 12 * 48 }),
    good: fc.integer({ min: 0, max: 50 }),
    bad: fc.integer({ min: 0, max: 50 }),
  });

  it('sums exactly the slices of any window, wherever its edges fall', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(slice, { selector: item => item.index, maxLength: 200 }),
        fc.integer({ min: 0, max: 12 * 48 }),
        fc.integer({ min: 0, max: 12 * 48 }),
        (items, a, b) => {
          const slices: Slice[] = items.map(({ index, good, bad }) => ({
            end: index * 300,
            good,
            total: good + bad,
          }));
          const [from, to] = [Math.min(a, b) * 300, Math.max(a, b) * 300];
          const inside = slices.filter(({ end }) => end > from && end <= to);
          const sum = countsBetween(rollUp(slices, rule), from, to, rule);
          expect(sum.good).toBe(inside.reduce((n, s) => n + s.good, 0));
          expect(sum.total).toBe(inside.reduce((n, s) => n + s.total, 0));
          expect(sum.goodSlices + sum.badSlices + sum.emptySlices).toBe(
            inside.length,
          );
          expect(sum.emptySlices).toBe(
            inside.filter(({ total }) => total === 0).length,
          );
        },
      ),
    );
  });

  it('shares an hour out by time where its slices are gone, and says so', () => {
    const [{ hour, counts }] = rollUp([{ end: 600, good: 6, total: 12 }], rule);
    const bare = [{ hour, counts }];
    expect(countSpans(bare, [[0, HOUR]], rule)).toMatchObject({
      counts: { good: 6, total: 12 },
      estimated: false,
    });
    expect(countSpans(bare, [[0, 900]], rule)).toMatchObject({
      counts: { good: 1.5, total: 3 },
      estimated: true,
    });
  });
});
