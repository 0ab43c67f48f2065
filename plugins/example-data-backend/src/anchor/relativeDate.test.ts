import { isRelativeDate, resolveRelativeDate } from './relativeDate';

const anchor = Date.UTC(2026, 10, 21, 10, 5) / 1000;

describe('resolveRelativeDate', () => {
  it.each([
    ['-1d', '2026-11-20T00:00:00Z'],
    ['-170d', '2026-06-04T00:00:00Z'],
    ['+6d', '2026-11-27T23:59:59Z'],
    ['+0d', '2026-11-21T23:59:59Z'],
    ['-0d', '2026-11-21T00:00:00Z'],
  ])('resolves %s to %s', (text, date) => {
    expect(resolveRelativeDate(text, anchor)).toBe(date);
  });

  it.each(['6d', '+6', '+6h', '2026-11-21', '+99999d', ''])(
    'takes %p for no relative date',
    text => {
      expect(isRelativeDate(text)).toBe(false);
      expect(() => resolveRelativeDate(text, anchor)).toThrow(
        'is not a date such as',
      );
    },
  );
});
