import { DAY_MS } from './stages';
import {
  dateInWords,
  durationInWords,
  listInWords,
  momentInWords,
  spanInWords,
} from './inWords';

describe('in words', () => {
  it('writes dates and moments in UTC', () => {
    expect(dateInWords('2026-11-21T23:59:00.000Z')).toBe('21 November 2026');
    expect(momentInWords('2026-11-21T23:59:00.000Z')).toBe(
      '21 November 2026 at 23:59 UTC',
    );
    expect(momentInWords(new Date('2026-11-21'))).toBe('21 November 2026');
  });

  it.each([
    ['P1Y', '1 year'],
    ['P398D', '398 days'],
    ['P1Y6M', '1 year and 6 months'],
    ['P1Y0M2DT3H', '1 year, 2 days and 3 hours'],
    ['PT0S', '0 days'],
    ['whenever', 'whenever'],
  ])('writes the duration %s', (iso, words) => {
    expect(durationInWords(iso)).toBe(words);
  });

  it.each([
    [365 * DAY_MS, '365 days'],
    [DAY_MS, '1 day'],
    [4.7 * DAY_MS, '4.7 days'],
    [2_000 * DAY_MS, '2,000 days'],
    [DAY_MS * 0.999, '24 hours'],
    [DAY_MS / 24, '1 hour'],
    [DAY_MS / 48, '30 minutes'],
    [10, '1 minute'],
    [0, '0 days'],
  ])('writes the span of %d ms', (ms, words) => {
    expect(spanInWords(ms)).toBe(words);
  });

  it('lists', () => {
    expect(listInWords([])).toBe('');
    expect(listInWords(['a'])).toBe('a');
    expect(listInWords(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
