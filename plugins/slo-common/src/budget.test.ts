import fc from 'fast-check';
import {
  burnRate,
  compliance,
  errorBudget,
  errorRatio,
  remainingBudget,
  remainingCalendarBudget,
  secondsToExhaustion,
} from './budget';
import { noCounts } from './rollup';

const counts = (values: Partial<ReturnType<typeof noCounts>>) => ({
  ...noCounts(),
  ...values,
});

describe('error budget', () => {
  it.each([
    [0.9, 0.1],
    [0.95, 0.05],
    [0.999, 0.001],
    [0.9995, 0.0005],
    [0, 1],
  ])('of the target %d is %d', (target, budget) => {
    expect(errorBudget(target)).toBe(budget);
  });
});

describe('remaining budget', () => {
  it.each([
    // good, total, target, remaining
    [1000, 1000, 0.99, 1],
    [995, 1000, 0.99, 0.5],
    [990, 1000, 0.99, 0],
    [980, 1000, 0.99, -1],
    [0, 1000, 0.99, -99],
    [95, 100, 0.9, 0.5],
    // 10 requests an hour, one failure, 99.9%: 13.9% of 30 days' budget is gone.
    [7199, 7200, 0.999, 1 - 1 / 7.2],
  ])('of %d good of %d at %d is %d', (good, total, target, remaining) => {
    const ratio = errorRatio(counts({ good, total }), 'Occurrences')!;
    expect(remainingBudget(ratio, target)).toBeCloseTo(remaining, 10);
  });

  it('is no number where nothing was counted', () => {
    expect(errorRatio(noCounts(), 'Occurrences')).toBeUndefined();
    expect(compliance(noCounts(), 'Occurrences')).toBeUndefined();
    expect(
      errorRatio(counts({ good: 5, total: 5, emptySlices: 9 }), 'Timeslices'),
    ).toBeUndefined();
  });

  it('counts slices, not events, with Timeslices', () => {
    const bursts = counts({
      good: 10,
      total: 1_000_000,
      goodSlices: 99,
      badSlices: 1,
      emptySlices: 50,
    });
    expect(compliance(bursts, 'Timeslices')).toBe(0.99);
    expect(errorRatio(bursts, 'Timeslices')).toBe(0.01);
  });

  it('agrees with 1 − bad ÷ (total × (1 − target)) for any counts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.9999, noNaN: true }),
        (total, share, target) => {
          const bad = Math.round(total * share);
          const ratio = errorRatio(
            counts({ good: total - bad, total }),
            'Occurrences',
          )!;
          const closedForm = 1 - bad / (total * (1 - target));
          const difference = remainingBudget(ratio, target) - closedForm;
          expect(Math.abs(difference)).toBeLessThan(
            1e-6 * Math.max(1, Math.abs(closedForm)),
          );
        },
      ),
    );
  });

  it('is weighted by events: the whole is never the mean of its halves unless they weigh the same', () => {
    const whole = errorRatio(
      counts({ good: 1008, total: 1110 }),
      'Occurrences',
    );
    // 1/10 failed at night, 101/1100 by day.
    expect(whole).toBeCloseTo(102 / 1110, 12);
  });
});

describe('burn rate', () => {
  it('is 100 for one failure in ten requests at 99.9%', () => {
    expect(burnRate(0.1, 0.999)).toBe(100);
  });

  it('spends burn × window ÷ period of the budget', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.0001, max: 1, noNaN: true }),
        fc.double({ min: 0.5, max: 0.9999, noNaN: true }),
        fc.integer({ min: 1, max: 90 }),
        (ratio, target, days) => {
          const windowShare = 1 / days;
          const spentByWindow =
            1 - remainingBudget(ratio * windowShare, target);
          expect(burnRate(ratio, target) * windowShare).toBeCloseTo(
            spentByWindow,
            6,
          );
        },
      ),
    );
  });
});

describe('time to exhaustion', () => {
  const periodSeconds = 30 * 86_400;

  it('is period ÷ burn from a full budget', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.001, max: 1_000, noNaN: true }), rate => {
        expect(
          secondsToExhaustion({ remaining: 1, burnRate: rate, periodSeconds }),
        ).toBeCloseTo(periodSeconds / rate, 3);
      }),
    );
  });

  it.each([
    [0, 20, 0],
    [-0.5, 0, 0],
    [0.5, 10, 0.5 * 3 * 86_400],
    [0.5, 1, undefined],
    [0.5, 0, undefined],
  ])('with %d left at %dx', (remaining, rate, seconds) => {
    expect(
      secondsToExhaustion({ remaining, burnRate: rate, periodSeconds }),
    ).toBe(seconds);
  });
});

describe('calendar budget', () => {
  it.each([
    [2, undefined],
    [10, undefined],
    [11, 10 * 86_400],
  ])('with %d days to go', (days, seconds) => {
    // Half of it at 1.5x goes on for ten days, of thirty.
    expect(
      secondsToExhaustion({
        remaining: 0.5,
        burnRate: 1.5,
        periodSeconds: 30 * 86_400,
        leftSeconds: days * 86_400,
      }),
    ).toBe(seconds);
  });

  it('measures Timeslices against the whole period', () => {
    // 30 days of 5 minutes are 8640 slices; 99% allows 86.4 bad ones.
    expect(
      remainingCalendarBudget({
        counts: counts({ goodSlices: 1000, badSlices: 43.2 }),
        method: 'Timeslices',
        target: 0.99,
        elapsedSeconds: 5 * 86_400,
        periodSeconds: 30 * 86_400,
        sliceSeconds: 300,
      }),
    ).toBeCloseTo(0.5, 10);
  });

  it('estimates the events of the whole period with Occurrences', () => {
    expect(
      remainingCalendarBudget({
        counts: counts({ good: 970, total: 1000 }),
        method: 'Occurrences',
        target: 0.99,
        elapsedSeconds: 10 * 86_400,
        periodSeconds: 30 * 86_400,
        sliceSeconds: 300,
      }),
    ).toBeCloseTo(0, 10);
  });

  it('makes up no events for the time before there was data', () => {
    // Ten days of data and ten to come: half of the events are there.
    expect(
      remainingCalendarBudget({
        counts: counts({ good: 990, total: 1000 }),
        method: 'Occurrences',
        target: 0.99,
        elapsedSeconds: 20 * 86_400,
        unmeasuredSeconds: 10 * 86_400,
        periodSeconds: 30 * 86_400,
        sliceSeconds: 300,
      }),
    ).toBeCloseTo(0.5, 10);
  });
});
