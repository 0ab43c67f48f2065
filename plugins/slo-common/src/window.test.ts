import fc from 'fast-check';
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

  const daily = (timeZone: string): CalendarWindow => ({
    ...madridMonth,
    duration: '1d',
    timeZone,
  });

  it.each([
    // The days on which clocks change: 23, 25, 23.5 and 24.5 hours.
    [daily('Europe/Madrid'), '2026-03-29T12:00:00Z', 23],
    [daily('Europe/Madrid'), '2026-10-25T12:00:00Z', 25],
    [daily('America/New_York'), '2026-03-08T15:00:00Z', 23],
    [daily('Australia/Lord_Howe'), '2026-10-04T00:00:00Z', 23.5],
    [daily('Australia/Lord_Howe'), '2026-04-05T00:00:00Z', 24.5],
    [daily('Asia/Kathmandu'), '2026-06-10T12:00:00Z', 24],
    // A week, a quarter and a year across a change; a leap February.
    [
      { ...madridMonth, duration: '1w', startTime: '2026-03-23 00:00:00' },
      '2026-03-27T00:00:00Z',
      167,
    ],
    [
      { ...madridMonth, duration: '1Q' },
      '2026-02-01T00:00:00Z',
      (31 + 28 + 31) * 24 - 1,
    ],
    [{ ...madridMonth, duration: '1Y' }, '2026-07-01T00:00:00Z', 365 * 24],
    [{ ...madridMonth, duration: '1M' }, '2028-02-10T00:00:00Z', 29 * 24],
    // Months that begin in the middle of one, and at an hour of their own.
    [
      { ...madridMonth, startTime: '2026-01-15 09:30:00' },
      '2026-03-20T00:00:00Z',
      31 * 24 - 1,
    ],
  ])('%j at %s has %d hours', (window, asOf, hours) => {
    const span = windowAt(window, seconds(asOf));
    expect((span.periodEnd - span.start) / 3_600).toBe(hours);
  });

  it('covers all time without holes or overlaps, whatever the zone and the anchor', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('1d', '3d', '1w', '1M', '2M', '1Q', '1Y'),
        fc.constantFrom(
          'UTC',
          'Europe/Madrid',
          'America/Sao_Paulo',
          'Asia/Kathmandu',
          'Australia/Lord_Howe',
          'Pacific/Apia',
        ),
        fc.constantFrom(
          '2026-01-01 00:00:00',
          '2024-02-29 12:30:00',
          '2025-12-31 23:59:00',
        ),
        fc.integer({
          min: seconds('2020-01-01T00:00:00Z') / 60,
          max: seconds('2032-01-01T00:00:00Z') / 60,
        }),
        (duration, timeZone, startTime, minute) => {
          const window: CalendarWindow = {
            kind: 'calendar',
            duration,
            startTime,
            timeZone,
          };
          const asOf = minute * 60;
          const span = windowAt(window, asOf);
          expect(span.start).toBeLessThan(asOf);
          expect(span.periodEnd).toBeGreaterThanOrEqual(asOf);
          expect(windowAt(window, span.periodEnd).start).toBe(span.start);
          expect(windowAt(window, span.periodEnd + 60).start).toBe(
            span.periodEnd,
          );
          expect(windowAt(window, span.start).periodEnd).toBe(span.start);
        },
      ),
    );
  });

  it('refuses what is none', () => {
    const bad = { ...madridMonth, timeZone: 'Mars/Olympus' };
    expect(() => windowAt(bad, 0)).toThrow(
      'Not a calendar window: 1M from 2026-01-01 00:00:00 in Mars/Olympus',
    );
    expect(windowSeconds(bad)).toBeNaN();
  });

  it('has the mean month for its length', () => {
    expect(windowSeconds(madridMonth)).toBe((365 * 86_400) / 12);
  });
});
