import { timeBetween, wholeDaysLeft } from './timeLeft';

const NOW = new Date('2026-11-21T12:00:00.000Z');

describe('time left', () => {
  it.each([
    ['2026-11-27T23:59:59.000Z', 6, '6 days'],
    ['2026-11-22T12:00:00.000Z', 1, '1 day'],
    ['2026-11-22T11:00:00.000Z', 0, '23 hours'],
    ['2026-11-21T13:00:00.000Z', 0, '1 hour'],
    ['2026-11-21T12:20:00.000Z', 0, 'under 1 hour'],
    ['2026-11-21T11:50:00.000Z', -1, 'under 1 hour'],
    ['2026-11-18T11:59:00.000Z', -4, '3 days'],
  ])('%s', (at, days, words) => {
    expect(wholeDaysLeft(at, NOW)).toBe(days);
    expect(timeBetween(at, NOW)).toBe(words);
  });
});
