import fc from 'fast-check';
import { SliceRange, halvesOf, knowableRange, partsOf } from './sliceRanges';

const range = fc
  .record({
    step: fc.constantFrom(60, 300, 600, 3_600),
    first: fc.integer({ min: 0, max: 1_000_000 }),
    slices: fc.integer({ min: 1, max: 5_000 }),
  })
  .map(({ step, first, slices }) => ({
    step,
    from: first * step,
    to: (first + slices) * step,
  }));

/** Whether ranges follow each other without gap or overlap, in whole slices. */
function cover(parts: SliceRange[], { from, to }: SliceRange, step: number) {
  expect(parts[0].from).toBe(from);
  expect(parts.at(-1)!.to).toBe(to);
  parts.forEach((part, index) => {
    expect((part.to - part.from) % step).toBe(0);
    expect(part.to).toBeGreaterThan(part.from);
    if (index > 0) expect(part.from).toBe(parts[index - 1].to);
  });
}

describe('slice ranges', () => {
  it('are read in parts that cover them', () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 1, max: 500 }), (whole, max) => {
        const parts = partsOf(whole, whole.step, max);
        cover(parts, whole, whole.step);
        parts.forEach(({ from, to }) =>
          expect((to - from) / whole.step).toBeLessThanOrEqual(max),
        );
      }),
    );
  });

  it('are halved without losing a slice, unless they are short', () => {
    fc.assert(
      fc.property(range, whole => {
        const isShort = whole.to - whole.from < 12 * 3_600;
        const halves = halvesOf(whole, whole.step, 6 * 3_600);
        expect(halves === undefined).toBe(isShort);
        cover(halves ?? [whole], whole, whole.step);
      }),
    );
  });

  it('begin where rows are kept still and end where they have arrived', () => {
    const of = (now: number) =>
      knowableRange(
        { from: 0, to: 1_200 },
        { step: 300, now, delaySeconds: 100, retentionSeconds: 1_000 },
      );
    expect(of(400)).toEqual({ from: 0, to: 300 });
    expect(of(399)).toEqual({ from: 0, to: 0 });
    expect(of(1_100)).toEqual({ from: 300, to: 900 });
    // A slice whose beginning is gone would be counted too low.
    expect(of(1_301)).toEqual({ from: 600, to: 1_200 });
  });
});
