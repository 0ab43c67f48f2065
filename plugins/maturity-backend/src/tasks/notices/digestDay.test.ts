import { digestDay, isTimeZone } from './digestDay';

const HOUR_MS = 3_600_000;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
];

describe('digestDay', () => {
  it.each([
    [
      '2026-11-21T07:59:59.999Z',
      'UTC',
      '2026-11-20',
      '2026-11-20T08:00:00.000Z',
    ],
    [
      '2026-11-21T08:00:00.000Z',
      'UTC',
      '2026-11-21',
      '2026-11-21T08:00:00.000Z',
    ],
    [
      '2026-11-21T06:59:00.000Z',
      'Europe/Berlin',
      '2026-11-20',
      '2026-11-20T07:00:00.000Z',
    ],
    [
      '2026-11-21T07:00:00.000Z',
      'Europe/Berlin',
      '2026-11-21',
      '2026-11-21T07:00:00.000Z',
    ],
    [
      '2026-07-01T06:00:00.000Z',
      'Europe/Berlin',
      '2026-07-01',
      '2026-07-01T06:00:00.000Z',
    ],
    [
      '2026-11-21T00:00:00.000Z',
      'Pacific/Kiritimati',
      '2026-11-21',
      '2026-11-20T18:00:00.000Z',
    ],
  ])('finds that of %s in %s', (now, zone, day, start) => {
    expect(digestDay(new Date(now), 8, zone)).toMatchObject({ day, start });
  });

  it.each(ZONES)('leaves no hour of a year out in %s', zone => {
    for (const hour of [0, 8, 23]) {
      let before = digestDay(new Date('2026-01-01T00:00:00Z'), hour, zone);
      for (
        let at = Date.parse('2026-01-01T00:00:00Z');
        at < Date.parse('2027-01-01T00:00:00Z');
        at += HOUR_MS
      ) {
        const now = new Date(at).toISOString();
        const found = digestDay(new Date(at), hour, zone);
        expect(found.start <= now && now < found.end).toBe(true);
        if (found.day !== before.day) expect(found.start).toBe(before.end);
        before = found;
      }
    }
  });

  it('has 23 hours when the clocks go forward', () => {
    const { start, end } = digestDay(
      new Date('2026-03-28T12:00:00Z'),
      8,
      'Europe/Berlin',
    );
    expect(Date.parse(end) - Date.parse(start)).toBe(23 * HOUR_MS);
  });
});

describe('isTimeZone', () => {
  it('knows zones by their names', () => {
    expect(ZONES.every(isTimeZone)).toBe(true);
    expect(isTimeZone('Europe/Nowhere')).toBe(false);
  });
});
