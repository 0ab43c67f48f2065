import fc from 'fast-check';
import { DAY, HOUR, objective, rollupsOf } from './__fixtures__/objective';
import { BUDGETING_METHODS } from './definition';
import { evaluate } from './evaluate';
import { CalendarWindow } from './window';

const month: CalendarWindow = {
  kind: 'calendar',
  duration: '1M',
  startTime: '2026-01-01 00:00:00',
  timeZone: 'UTC',
};
const start = Date.parse('2026-11-01T00:00:00Z') / 1_000;

describe('forecast', () => {
  it('of a steady error rate is the budget of a whole period at that rate', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...BUDGETING_METHODS),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 6, max: 29 * 24 }),
        (method, badOfTen, hours) => {
          const definition = objective({
            method,
            window: month,
            target: 0.5,
            sliceSeconds: HOUR,
          });
          const asOf = start + hours * HOUR;
          const rollups = rollupsOf(definition, [start, asOf], () => [
            10 - badOfTen,
            10,
          ]);
          const { figures } = evaluate({
            definition,
            rollups,
            asOf,
            now: asOf,
          });
          const bad =
            method === 'Timeslices' ? Math.sign(badOfTen) : badOfTen / 10;
          expect(figures.forecast).toEqual({
            at: '2026-12-01T00:00:00.000Z',
            remainingBudget: expect.closeTo(1 - bad / 0.5, 9),
            burnRate: expect.closeTo(bad / 0.5, 9),
          });
        },
      ),
    );
  });

  it('of a rolling window forgets what leaves it', () => {
    const definition = objective({ sliceSeconds: HOUR });
    const asOf = 100 * DAY;
    // All that ever failed is more than 23 days ago.
    const rollups = rollupsOf(definition, [asOf - 31 * DAY, asOf], end => [
      end <= asOf - 25 * DAY && end > asOf - 26 * DAY ? 50 : 100,
      100,
    ]);
    const { figures } = evaluate({ definition, rollups, asOf, now: asOf });
    expect(figures.remainingBudget).toBeCloseTo(1 - 0.5 / 30 / 0.01, 9);
    expect(figures.forecast).toEqual({
      at: new Date((asOf + 7 * DAY) * 1_000).toISOString(),
      remainingBudget: 1,
      burnRate: 0,
    });
  });

  it('of a rolling window adds what goes wrong now', () => {
    const definition = objective({ sliceSeconds: HOUR });
    const asOf = 100 * DAY;
    const rollups = rollupsOf(definition, [asOf - 31 * DAY, asOf], end => [
      end > asOf - 6 * HOUR ? 98 : 100,
      100,
    ]);
    const { figures } = evaluate({ definition, rollups, asOf, now: asOf });
    const badSlices = (7 * 24 + 6) * 0.02;
    expect(figures.forecast?.remainingBudget).toBeCloseTo(
      1 - badSlices / 720 / 0.01,
      9,
    );
    expect(figures.forecast?.burnRate).toBeCloseTo(2, 9);
  });

  it('says nothing without data', () => {
    const { figures } = evaluate({
      definition: objective(),
      rollups: [],
      now: start,
    });
    expect(figures.forecast).toBeUndefined();
  });
});
