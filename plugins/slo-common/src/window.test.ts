import { DateTime } from 'luxon';
import { CalendarWindow, windowAt, windowSeconds } from './window';

const seconds = (iso: string) =>
  DateTime.fromISO(iso, { zone: 'utc' }).toSeconds();
const iso = (epoch: number) =>
  DateTime.fromSeconds(epoch, { zone: 'utc' }).toISO({
    suppressMilliseconds: true,
  });

describe('rolling window', () => {
  it.each([
    // A day or more is counted in whole hours and never less than declared.
    ['28d', 2_419_200, 3e6, 579_600],
    ['28d', 2_419_200, 2_998_800, 579_600],
    ['1d', 86_400, 90_300, 3_600],
    // Less than a day is exact.
    ['1h', 3_600, 90_300, 86_700],
  ])('of %s (%d s) as of %d starts at %d', (duration, length, asOf, start) => {
    expect(
      windowAt({ kind: 'rolling', duration, seconds: length }, asOf),
    ).toEqual({ start, end: asOf, periodEnd: asOf });
  });
});

describe('calendar window', () => {
  const madridMonth: CalendarWindow = {
    kind: 'calendar',
    duration: '1M',
    startTime: '2026-01-01 00:00:00',
    timeZone: 'Europe/Madrid',
  };

  it.each([
    // Winter time, summer time, and the month in which the clock changes.
    [
      madridMonth,
      '2026-02-10T12:00:00Z',
      '2026-01-31T23:00:00Z',
      '2026-02-28T23:00:00Z',
    ],
    [
      madridMonth,
      '2026-07-01T00:00:00Z',
      '2026-06-30T22:00:00Z',
      '2026-07-31T22:00:00Z',
    ],
    [
      madridMonth,
      '2026-03-30T00:00:00Z',
      '2026-02-28T23:00:00Z',
      '2026-03-31T22:00:00Z',
    ],
    // A slice that ends on the boundary belongs to the month it ends.
    [
      madridMonth,
      '2026-06-30T22:00:00Z',
      '2026-05-31T22:00:00Z',
      '2026-06-30T22:00:00Z',
    ],
    // Before the anchor.
    [
      madridMonth,
      '2025-11-15T00:00:00Z',
      '2025-10-31T23:00:00Z',
      '2025-11-30T23:00:00Z',
    ],
    // Months are stepped from the anchor: the 31st does not wear down to the 28th.
    [
      { ...madridMonth, startTime: '2026-01-31 00:00:00', timeZone: 'UTC' },
      '2026-04-10T00:00:00Z',
      '2026-03-31T00:00:00Z',
      '2026-04-30T00:00:00Z',
    ],
    [
      { ...madridMonth, duration: '1Q', timeZone: 'UTC' },
      '2026-11-21T00:00:00Z',
      '2026-10-01T00:00:00Z',
      '2027-01-01T00:00:00Z',
    ],
    [
      { ...madridMonth, duration: '2w', timeZone: 'UTC' },
      '2026-01-16T00:00:00Z',
      '2026-01-15T00:00:00Z',
      '2026-01-29T00:00:00Z',
    ],
  ])('%j at %s', (window, asOf, start, periodEnd) => {
    const span = windowAt(window, seconds(asOf));
    expect([iso(span.start), iso(span.periodEnd)]).toEqual([start, periodEnd]);
    expect(span.end).toBe(seconds(asOf));
  });

  it('has the mean month for its length', () => {
    expect(windowSeconds(madridMonth)).toBe((365 * 86_400) / 12);
  });
});
