import fc from 'fast-check';
import { sectionsBetween } from './sections';
import { DAY, HOUR, ceilTo, floorTo } from './time';

describe('sectionsBetween', () => {
  const start = 20_000 * DAY;
  const cut = fc.oneof(
    fc.nat(40).map(days => start + days * DAY),
    fc.nat(40 * 24).map(hours => start + hours * HOUR),
    fc.nat(40 * 1_440).map(minutes => start + minutes * 60),
  );

  it('covers the time from the first to the last cut once, and is cut nowhere else', () => {
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 12 }), cuts => {
        const sections = sectionsBetween(cuts);
        let at = floorTo(HOUR, Math.min(...cuts));
        for (const section of sections) {
          expect(section.from).toBe(at);
          expect(section.to).toBeGreaterThan(section.from);
          at = section.to;
        }
        const whole = sections.filter(({ kind }) => kind !== 'slices');
        const cutInside = whole.filter(({ from, to }) =>
          cuts.some(each => each > from && each < to),
        );
        expect(cutInside).toEqual([]);
        const misplaced = sections.filter(section =>
          section.kind === 'days'
            ? section.from % DAY !== 0 || section.to % DAY !== 0
            : floorTo(DAY, section.from) !== section.day ||
              floorTo(DAY, section.to - 1) !== section.day,
        );
        expect(misplaced).toEqual([]);
        expect(at).toBe(ceilTo(HOUR, Math.max(...cuts)));
      }),
    );
  });

  it('is nothing without cuts', () => {
    expect(sectionsBetween([])).toEqual([]);
  });
});
