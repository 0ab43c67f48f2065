import { addDays, addMonths, gridOf, lastDayOf, weekdays } from './months';

describe('the months of the calendar', () => {
  it.each([
    ['2026-11', 1, 6, 6],
    ['2026-11', 7, 0, 5],
    ['2027-02', 1, 0, 4],
    ['2028-02', 1, 1, 5],
  ])('lays out %s with weeks from day %d on', (month, start, before, weeks) => {
    const grid = gridOf(month, start);
    expect(grid.weeks).toHaveLength(weeks);
    expect(grid.weeks.every(week => week.length === 7)).toBe(true);
    const cells = grid.weeks.flat();
    expect(cells.indexOf(`${month}-01`)).toBe(before);
    expect(cells.filter(Boolean)).toHaveLength(
      Number(lastDayOf(month).slice(8)),
    );
    expect(cells.filter(Boolean).pop()).toBe(lastDayOf(month));
  });

  it('starts the week where the reader does', () => {
    expect(weekdays(7)[0]).toEqual({ short: 'Sun', long: 'Sunday' });
    expect(weekdays(1).map(({ short }) => short)).toEqual([
      'Mon',
      'Tue',
      'Wed',
      'Thu',
      'Fri',
      'Sat',
      'Sun',
    ]);
  });

  it('counts over the ends of months and years', () => {
    expect(addMonths('2026-11', 3)).toBe('2027-02');
    expect(addMonths('2026-11', -12)).toBe('2025-11');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });
});
