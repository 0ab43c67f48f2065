import fc from 'fast-check';
import { DAY, HOUR, objective, rollupsOf } from './__fixtures__/objective';
import { TimeSpan } from './exclusions';
import { measureSpan, measureWindow } from './measure';
import { TimeWindow } from './window';
import { hoursCutBy, windowCuts } from './windowCuts';

const rolling: TimeWindow = {
  kind: 'rolling',
  duration: '3d',
  seconds: 3 * DAY,
};
const dayIn = (timeZone: string): TimeWindow => ({
  kind: 'calendar',
  duration: '1d',
  startTime: '2026-01-01 00:00:00',
  timeZone,
});
const noon = Date.parse('2026-06-10T12:00:00Z') / 1_000;

describe('hoursCutBy', () => {
  it.each<[string, Parameters<typeof hoursCutBy>[0], number[]]>([
    [
      'a rolling window as of a whole hour',
      { window: rolling, asOf: noon },
      [],
    ],
    [
      'the newest hour, which is not over',
      { window: rolling, asOf: noon + 600 },
      [0],
    ],
    [
      'burn windows',
      { window: rolling, asOf: noon + 600, burnWindows: [300, HOUR, 7_200] },
      [-2, -1, 0],
    ],
    [
      'maintenance that does not begin or end with an hour',
      {
        window: rolling,
        asOf: noon,
        exclusions: [[noon - 5 * HOUR - 60, noon - 3 * HOUR]],
      },
      [-6],
    ],
    [
      'maintenance from before the window',
      {
        window: rolling,
        asOf: noon,
        exclusions: [[noon - 9 * DAY + 60, noon - 9 * DAY + 120]],
      },
      [],
    ],
    [
      'a day in Kathmandu, which begins at 18:15 UTC',
      { window: dayIn('Asia/Kathmandu'), asOf: noon },
      [-18],
    ],
    ['a day in Madrid', { window: dayIn('Europe/Madrid'), asOf: noon }, []],
  ])('%s', (_, options, hours) => {
    expect(hoursCutBy(options)).toEqual(hours.map(hour => noon + hour * HOUR));
  });

  it('gives every hour whose slices are needed to count exactly, and no sums are cut', () => {
    const minutes = fc.integer({ min: -5 * 1_440, max: 0 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(minutes, fc.integer({ min: 1, max: 300 })), {
          maxLength: 4,
        }),
        fc.integer({ min: 0, max: 59 }),
        fc.constantFrom(
          rolling,
          dayIn('UTC'),
          dayIn('Asia/Kolkata'),
          dayIn('Australia/Lord_Howe'),
        ),
        (maintenance, minute, window) => {
          const asOf = noon + minute * 60;
          const exclusions = maintenance.map(
            ([start, length]): TimeSpan => [
              asOf + start * 60,
              asOf + (start + length) * 60,
            ],
          );
          const burnWindows = [60, HOUR, 6 * HOUR + 1_800];
          const definition = objective({ window, sliceSeconds: 60 });
          const hours = rollupsOf(definition, [noon - 6 * DAY, asOf], end => [
            end % 5,
            5,
          ]);
          const needed = new Set(
            hoursCutBy({ window, asOf, exclusions, burnWindows }),
          );
          const bare = hours.map(rollup =>
            needed.has(rollup.hour)
              ? rollup
              : { hour: rollup.hour, counts: rollup.counts },
          );
          const context = { exclusions };
          const [exact, lean] = [hours, bare].map(rollups => [
            measureWindow(definition, rollups, asOf, context).counts,
            ...burnWindows.map(
              seconds =>
                measureSpan(
                  definition,
                  rollups,
                  [asOf - seconds, asOf],
                  context,
                ).counts,
            ),
          ]);
          lean.forEach((counts, index) => {
            expect(counts.good).toBe(exact[index].good);
            expect(counts.total).toBe(exact[index].total);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('windowCuts', () => {
  it('tells every moment inside the time that is looked at, in order', () => {
    expect(
      windowCuts({
        window: rolling,
        asOf: noon,
        burnWindows: [HOUR, 4 * DAY],
        exclusions: [[noon - HOUR, noon + HOUR]],
      }),
      // The forecast of three days ahead keeps nothing of today's window.
    ).toEqual([noon - 4 * DAY, noon - 3 * DAY, noon - HOUR, noon]);
    expect(
      windowCuts({
        window: { kind: 'rolling', duration: '28d', seconds: 28 * DAY },
        asOf: noon,
      }),
    ).toEqual([noon - 28 * DAY, noon - 21 * DAY, noon]);
  });
});
