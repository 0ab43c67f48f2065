import fc from 'fast-check';
import { DAY, HOUR, objective, rollupsOf } from './__fixtures__/objective';
import { errorBudget } from './budget';
import { BUDGETING_METHODS, GAP_POLICIES } from './definition';
import { TimeSpan } from './exclusions';
import { measureSpan, measureWindow } from './measure';
import { HourRollup, noCounts } from './rollup';
import { CalendarWindow } from './window';

const day: TimeSpan = [0, DAY];

/** `undefined`: not measured; `[0, 0]`: no events. */
const events = fc.option(
  fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })),
  { nil: undefined, freq: 6 },
);

function story(slices: ([number, number] | undefined)[]) {
  return (end: number): [number, number] | undefined => {
    const slice = slices[end / HOUR - 1];
    return slice && [slice[0], slice[0] + slice[1]];
  };
}

describe('measureSpan', () => {
  it('agrees with counting slice by slice, for every method, gap policy and maintenance', () => {
    fc.assert(
      fc.property(
        fc.array(events, { minLength: 24, maxLength: 24 }),
        fc.constantFrom(...BUDGETING_METHODS),
        fc.constantFrom(...GAP_POLICIES),
        fc.constantFrom(...GAP_POLICIES),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        fc.tuple(fc.nat(24), fc.nat(24)),
        (slices, method, noData, noEvents, sliceTarget, [from, to]) => {
          const definition = objective({
            method,
            noData,
            noEvents,
            sliceTarget,
            sliceSeconds: HOUR,
          });
          const measured = measureSpan(
            definition,
            rollupsOf(definition, day, story(slices)),
            day,
            { exclusions: [[from * HOUR, to * HOUR]], measuredSince: 0 },
          );
          // What each slice gives: [good, all] in the unit of the method.
          const gap = (policy: string): [number, number] =>
            policy === 'ignored' || method === 'Occurrences'
              ? [0, 0]
              : [policy === 'good' ? 1 : 0, 1];
          const judged = slices
            .filter((_, index) => index < from || index >= to)
            .map((slice): [number, number] => {
              if (!slice) return gap(noData);
              const [succeeded, failed] = slice;
              const total = succeeded + failed;
              if (total === 0) return gap(noEvents);
              const share = succeeded / total;
              switch (method) {
                case 'Occurrences':
                  return [succeeded, total];
                case 'RatioTimeslices':
                  return [share, 1];
                default:
                  return [succeeded >= sliceTarget * total ? 1 : 0, 1];
              }
            });
          const expected = judged.length;
          const good = judged.reduce((sum, [each]) => sum + each, 0);
          const all = judged.reduce((sum, [, each]) => sum + each, 0);
          expect(measured.expectedSlices).toBe(expected);
          expect(measured.excludedSeconds).toBe((24 - expected) * HOUR);
          expect(measured.errorRatio === undefined).toBe(all === 0);
          expect(measured.errorRatio ?? 0).toBeCloseTo(
            all === 0 ? 0 : 1 - good / all,
            12,
          );
        },
      ),
    );
  });

  it('keeps gaps apart whatever they count as', () => {
    const definition = objective({
      method: 'Timeslices',
      sliceSeconds: HOUR,
      noData: 'bad',
      noEvents: 'good',
    });
    const rollups = rollupsOf(definition, day, end => {
      if (end <= 2 * HOUR) return [1, 1];
      if (end <= 5 * HOUR) return [0, 0];
      return end <= 20 * HOUR ? [1, 1] : undefined;
    });
    const measured = measureSpan(definition, rollups, day);
    expect(measured.counts).toMatchObject({ goodSlices: 17, emptySlices: 3 });
    expect(measured.noDataSlices).toBe(4);
    expect(measured.gaps).toEqual({ good: 3, bad: 4 });
    expect(measured.errorRatio).toBeCloseTo(4 / 24, 12);
  });

  it('does not take the time before the first measurement for a gap', () => {
    const definition = objective({
      method: 'Timeslices',
      sliceSeconds: HOUR,
      noData: 'bad',
    });
    const rollups = rollupsOf(definition, [18 * HOUR, DAY], () => [1, 1]);
    expect(measureSpan(definition, rollups, day).errorRatio).toBe(0);
    // When it is known that there was data before, it is one.
    expect(
      measureSpan(definition, rollups, day, { measuredSince: -DAY }).errorRatio,
    ).toBe(0.75);
  });

  it('never makes up events', () => {
    const definition = objective({ noData: 'bad', noEvents: 'bad' });
    const rollups = rollupsOf(definition, [0, HOUR], () => [9, 10]);
    expect(
      measureSpan(definition, rollups, day, { measuredSince: 0 }).errorRatio,
    ).toBeCloseTo(0.1, 12);
  });
});

describe('RatioTimeslices', () => {
  it('is the mean of slice ratios, not the ratio of sums', () => {
    const definition = objective({
      method: 'RatioTimeslices',
      sliceSeconds: HOUR,
    });
    // One request at night fails; 999,999 by day do not.
    const rollups = rollupsOf(definition, [0, 2 * HOUR], end =>
      end === HOUR ? [0, 1] : [999_999, 999_999],
    );
    const { compliance } = measureWindow(definition, rollups, 2 * HOUR);
    expect(compliance).toBe(0.5);
  });

  it('is exactly 100% when nothing fails, however many slices are added', () => {
    const definition = objective({ method: 'RatioTimeslices' });
    const rollups = rollupsOf(definition, [0, 30 * DAY], () => [7, 7]);
    const measure = measureWindow(definition, rollups, 30 * DAY);
    expect(measure.compliance).toBe(1);
    expect(measure.remaining).toBe(1);
  });
});

describe('a rollup of a whole day', () => {
  it('counts as its hours do', () => {
    const definition = objective();
    const hours = rollupsOf(definition, [0, 31 * DAY], end => [
      100 - (end % 7),
      100,
    ]);
    const asOf = 30 * DAY + 5 * HOUR;
    const days = new Map<number, HourRollup>();
    const mixed: HourRollup[] = [];
    for (const hour of hours) {
      const start = hour.hour - (hour.hour % DAY);
      // The day in which the window starts, and the newest, stay hours.
      if (start === 0 || start >= 29 * DAY) {
        mixed.push(hour);
        continue;
      }
      const sum = days.get(start) ?? {
        hour: start,
        spanSeconds: DAY,
        counts: noCounts(),
      };
      days.set(start, sum);
      for (const key of Object.keys(
        sum.counts,
      ) as (keyof typeof sum.counts)[]) {
        sum.counts[key] += hour.counts[key];
      }
    }
    const [exact, bySums] = [hours, [...days.values(), ...mixed]].map(rollups =>
      measureWindow(definition, rollups, asOf),
    );
    expect(bySums.estimated).toBe(false);
    expect(bySums.counts).toMatchObject({
      good: exact.counts.good,
      total: exact.counts.total,
      badSlices: exact.counts.badSlices,
    });
    expect(bySums.remaining).toBeCloseTo(exact.remaining!, 12);
    expect(bySums.coverage).toBe(1);
  });
});

describe('calendar windows', () => {
  const month: CalendarWindow = {
    kind: 'calendar',
    duration: '1M',
    startTime: '2026-01-01 00:00:00',
    timeZone: 'Europe/Madrid',
  };
  const at = (iso: string) => Date.parse(iso) / 1_000;

  it.each([
    // March in Madrid has 743 hours, October 745.
    ['2026-03-31T22:00:00Z', 743],
    ['2026-10-31T23:00:00Z', 745],
    ['2026-11-30T23:00:00Z', 720],
  ])('the month that ends %s has %d hours of budget', (end, hours) => {
    const definition = objective({
      method: 'Timeslices',
      window: month,
      sliceSeconds: HOUR,
    });
    const asOf = at(end);
    const bad = 4;
    const rollups = rollupsOf(definition, [asOf - 800 * HOUR, asOf], slice => [
      slice > asOf - bad * HOUR ? 0 : 1,
      1,
    ]);
    const measure = measureWindow(definition, rollups, asOf);
    expect(measure.expectedSlices).toBe(hours);
    expect(measure.remaining).toBeCloseTo(1 - bad / hours / 0.01, 10);
  });

  it.each(['Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Adelaide', 'UTC'])(
    'in %s start where the zone says, at 5 minutes',
    timeZone => {
      const definition = objective({
        method: 'Timeslices',
        window: { ...month, duration: '1d', timeZone },
      });
      const asOf = at('2026-06-10T12:00:00Z');
      const rollups = rollupsOf(definition, [asOf - 3 * DAY, asOf], () => [
        1, 1,
      ]);
      const { span, counts, expectedSlices, estimated } = measureWindow(
        definition,
        rollups,
        asOf,
      );
      expect(estimated).toBe(false);
      expect(counts.goodSlices).toBe((asOf - span.start) / 300);
      expect(expectedSlices).toBe(counts.goodSlices);
    },
  );

  it('takes maintenance out of the budget of the period, also what is still to come', () => {
    const definition = objective({
      method: 'Timeslices',
      window: { ...month, timeZone: 'UTC' },
      sliceSeconds: HOUR,
    });
    const start = at('2026-11-01T00:00:00Z');
    const asOf = start + 10 * DAY;
    const rollups = rollupsOf(definition, [start, asOf], end => [
      end > start + 2 * DAY && end <= start + 3 * DAY ? 0 : 1,
      1,
    ]);
    const exclusions: TimeSpan[] = [
      [start + 2 * DAY, start + 3 * DAY - 2 * HOUR],
      [start + 20 * DAY, start + 21 * DAY],
    ];
    const measure = measureWindow(definition, rollups, asOf, { exclusions });
    expect(measure.counts.badSlices).toBe(2);
    expect(measure.excludedSeconds).toBe(22 * HOUR);
    expect(measure.periodSeconds).toBe(30 * DAY - 22 * HOUR - DAY);
    expect(measure.remaining).toBeCloseTo(
      1 - 2 / (720 - 22 - 24) / errorBudget(0.99),
      10,
    );
    expect(measure.expectedSlices).toBe(240 - 22);
    expect(measure.coverage).toBe(1);
  });

  it('estimates the events of the period without maintenance', () => {
    const definition = objective({
      window: { ...month, timeZone: 'UTC' },
      sliceSeconds: HOUR,
    });
    const start = at('2026-11-01T00:00:00Z');
    const asOf = start + 15 * DAY;
    const rollups = rollupsOf(definition, [start, asOf], () => [99, 100]);
    const half = measureWindow(definition, rollups, asOf);
    expect(half.estimated).toBe(true);
    expect(half.remaining).toBeCloseTo(0.5, 10);
  });
});
