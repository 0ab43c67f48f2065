import fc from 'fast-check';
import {
  TimeSpan,
  excludedSeconds,
  includedSpans,
  isExcluded,
  lengthOf,
  slicesIn,
} from './exclusions';

describe('maintenance', () => {
  it.each<[string, TimeSpan[], TimeSpan[]]>([
    ['none', [], [[0, 3_600]]],
    [
      'in the middle',
      [[600, 1_200]],
      [
        [0, 600],
        [1_200, 3_600],
      ],
    ],
    ['over the start', [[-600, 300]], [[300, 3_600]]],
    ['over the end', [[3_000, 9_000]], [[0, 3_000]]],
    ['over all of it', [[-1, 9_000]], []],
    ['elsewhere', [[7_200, 9_000]], [[0, 3_600]]],
    ['ending where it starts', [[-600, 0]], [[0, 3_600]]],
    ['the wrong way round', [[1_200, 600]], [[0, 3_600]]],
    [
      'several times, out of order and overlapping',
      [
        [1_500, 1_800],
        [600, 1_200],
        [900, 1_500],
      ],
      [
        [0, 600],
        [1_800, 3_600],
      ],
    ],
    // A minute within a slice takes the slice.
    [
      'within one slice',
      [[660, 720]],
      [
        [0, 600],
        [900, 3_600],
      ],
    ],
  ])('%s', (_, exclusions, spans) => {
    expect(includedSpans([0, 3_600], exclusions, 300)).toEqual(spans);
  });

  it('takes out exactly the slices that it touches', () => {
    const moment = fc.integer({ min: -20, max: 200 }).map(n => n * 60);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(moment, moment), { maxLength: 6 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        (exclusions, a, b) => {
          const span: TimeSpan = [Math.min(a, b) * 300, Math.max(a, b) * 300];
          const spans = includedSpans(span, exclusions, 300);
          let counted = 0;
          for (let end = span[0] + 300; end <= span[1]; end += 300) {
            const touched = exclusions.some(
              ([from, to]) => from < to && from < end && to > end - 300,
            );
            expect(isExcluded(end, exclusions, 300)).toBe(touched);
            const inside = spans.some(([from, to]) => end > from && end <= to);
            expect(inside).toBe(!touched);
            if (inside) counted++;
          }
          expect(slicesIn(spans, 300)).toBe(counted);
          expect(lengthOf(spans) + excludedSeconds(span, exclusions, 300)).toBe(
            span[1] - span[0],
          );
        },
      ),
    );
  });
});
