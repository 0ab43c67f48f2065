import { workloadMark } from './views';

describe('workloadMark', () => {
  const refs = Array.from({ length: 10_000 }, (_, i) => `system:default/w${i}`);

  it('is always the same, within its range', () => {
    for (const ref of refs) {
      const mark = workloadMark(ref);
      expect(workloadMark(`${ref}`)).toBe(mark);
      expect(Number.isInteger(mark) && mark >= 0 && mark < 65_536).toBe(true);
    }
  });

  it('is seldom that of another, so that little is read in vain', () => {
    // Drawn at random, about 9,270 of 10,000 differ.
    expect(new Set(refs.map(workloadMark)).size).toBeGreaterThan(9_000);
  });
});
