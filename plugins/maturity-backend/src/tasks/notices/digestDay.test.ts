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

  // The months in which clocks go forward and back.
  it.each(
    ZONES.flatMap(zone =>
      ['2026-03', '2026-04', '2026-10', '2026-11'].map(month => [month, zone]),
    ),
  )('leaves no hour of %s out in %s', (month, zone) => {
    const start = Date.parse(`${month}-01T00:00:00Z`);
    let before = digestDay(new Date(start), 2, zone);
    for (let at = start; at < start + 30 * 24 * HOUR_MS; at += HOUR_MS) {
      const now = new Date(at).toISOString();
      const found = digestDay(new Date(at), 2, zone);
      expect(found.start <= now && now < found.end).toBe(true);
      expect([before.start, before.end]).toContain(found.start);
      before = found;
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
