import { ObjectiveDefinition } from './definition';
import { evaluate, staleAfterSeconds } from './evaluate';
import { HourRollup, Slice, rollUp } from './rollup';
import { SloFigures } from './status';

const DAY = 86_400;
const definition: ObjectiveDefinition = {
  id: 'checkout',
  sloName: 'checkout',
  displayName: 'Checkout',
  service: 'shop',
  workloadRef: 'system:default/shop',
  entityRef: 'system:default/shop',
  method: 'Occurrences',
  target: 0.99,
  window: { kind: 'rolling', duration: '30d', seconds: 30 * DAY },
  sliceSeconds: 300,
  sliceTarget: 1,
  indicator: {
    kind: 'ratio',
    counter: false,
    good: { type: 'samples', spec: { series: 'checkout.good' } },
    total: { type: 'samples', spec: { series: 'checkout.total' } },
  },
  declaredIn: { file: 'shop.yaml', line: 1 },
};
const asOf = 100 * DAY;

/** 100 events a slice for 30 days; `bad(age)` of them fail, age in seconds before `asOf`. */
function history(
  bad: (age: number) => number,
  definitionOf = definition,
): HourRollup[] {
  const slices: Slice[] = [];
  for (let end = asOf - 30 * DAY + 300; end <= asOf; end += 300) {
    slices.push({ end, good: 100 - bad(asOf - end), total: 100 });
  }
  return rollUp(slices, definitionOf);
}

function evaluated(rollups: HourRollup[], now = asOf + 60) {
  return evaluate({ definition, rollups, asOf, now }).figures;
}

function firing({ alertReadings }: SloFigures) {
  return alertReadings
    .filter(({ state }) => state === 'firing')
    .map(({ ruleId }) => ruleId);
}

describe('evaluate', () => {
  it('finds a steady error rate of half the budget', () => {
    const figures = evaluated(history(() => 0.5));
    expect(figures.compliance).toBeCloseTo(0.995, 12);
    expect(figures.remainingBudget).toBeCloseTo(0.5, 9);
    expect(figures.burnRates.map(({ rate }) => rate)).toEqual([
      expect.closeTo(0.5, 9),
      expect.closeTo(0.5, 9),
      expect.closeTo(0.5, 9),
    ]);
    expect(figures.state).toBe('ok');
    expect(figures.secondsToExhaustion).toBeNull();
    expect(figures.slices).toEqual({
      seconds: 300,
      good: 0,
      bad: 8640,
      empty: 0,
      noData: 0,
      expected: 8640,
    });
    expect(figures.coverage).toBe(1);
  });

  it('calls an outage of the last hour a fast burn and says when the budget is gone', () => {
    const figures = evaluated(history(age => (age < 3_600 ? 20 : 0)));
    expect(figures.state).toBe('fast-burn');
    expect(figures.burnRates[0].rate).toBeCloseTo(20, 9);
    expect(figures.presentBurnRate).toBeCloseTo(20, 9);
    const remaining = 1 - 20 / 720;
    expect(figures.secondsToExhaustion).toBeCloseTo(
      (remaining * 30 * DAY) / 20,
      3,
    );
    expect(figures.reason).toMatch(/^Burns 20x, budget gone in 1 day 11 hours/);
  });

  it('does not call it a burn once the short window is quiet again', () => {
    const figures = evaluated(
      history(age => (age >= 1_800 && age < 5_400 ? 40 : 0)),
    );
    expect(firing(figures)).toEqual([]);
  });

  it('does not count down to exhaustion for a burn that is over', () => {
    const figures = evaluated(
      history(age => (age >= 8 * 3_600 && age < 20 * 3_600 ? 40 : 0)),
    );
    expect(figures.burnRates[2].rate).toBeGreaterThan(1);
    expect(figures.secondsToExhaustion).toBeNull();
  });

  it('calls three days at twice the allowed rate a slow burn', () => {
    const figures = evaluated(history(age => (age < 3 * DAY ? 2 : 0)));
    expect(figures.state).toBe('slow-burn');
    expect(firing(figures)).toEqual(['burn-3d']);
  });

  it('goes below zero and is never clamped', () => {
    const figures = evaluated(history(() => 3));
    expect(figures.state).toBe('exhausted');
    expect(figures.remainingBudget).toBeCloseTo(-2, 9);
    expect(figures.secondsToExhaustion).toBe(0);
  });

  it('keeps gaps apart from failures and shows coverage', () => {
    const gap = history(() => 0.5).filter(
      ({ hour }) => hour < asOf - 6 * DAY || hour >= asOf - 3 * DAY,
    );
    const figures = evaluated(gap);
    expect(figures.remainingBudget).toBeCloseTo(0.5, 9);
    expect(figures.coverage).toBeCloseTo(0.9, 9);
    expect(figures.slices.noData).toBe(864);
  });

  it('is stale, neither good nor bad, when nothing new arrives', () => {
    const fresh = asOf + staleAfterSeconds(300);
    expect(
      evaluated(
        history(() => 3),
        fresh,
      ).state,
    ).toBe('exhausted');
    const figures = evaluated(
      history(() => 3),
      fresh + 1,
    );
    expect(figures.state).toBe('stale');
    expect(figures.remainingBudget).toBeCloseTo(-2, 9);
    expect(figures.asOf).toBe(new Date(asOf * 1_000).toISOString());
  });

  it('has no numbers without data', () => {
    const { figures } = evaluate({ definition, rollups: [], now: asOf });
    expect(figures).toMatchObject({
      state: 'no-data',
      asOf: null,
      compliance: null,
      remainingBudget: null,
      coverage: 0,
      secondsToExhaustion: null,
    });
    expect(figures.burnRates.map(({ rate }) => rate)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('says which alerts can never fire', () => {
    const loose = { ...definition, target: 0.9 };
    const { figures } = evaluate({
      definition: loose,
      rollups: history(() => 100),
      asOf,
      now: asOf,
    });
    expect(
      figures.alertReadings
        .filter(({ cannotFire }) => cannotFire)
        .map(({ ruleId, cannotFire }) => [ruleId, cannotFire]),
    ).toEqual([
      ['burn-1h', 'Losing everything burns 10x, which is never above 14.4x.'],
    ]);
    expect(figures.burnRates[0].rate).toBe(10);
  });

  it('derives factors from the period: 14.4, 6, 1 for 30 days and 13.44, 5.6, 0.933 for 28', () => {
    const factors = (days: number) =>
      evaluate({
        definition: {
          ...definition,
          window: {
            kind: 'rolling',
            duration: `${days}d`,
            seconds: days * DAY,
          },
        },
        rollups: [],
        now: asOf,
      }).figures.alertReadings.map(({ condition }) =>
        Number(condition.threshold.toFixed(3)),
      );
    expect(factors(30)).toEqual([14.4, 6, 1]);
    expect(factors(28)).toEqual([13.44, 5.6, 0.933]);
  });

  it('judges slices, not events, with Timeslices', () => {
    const timeslices: ObjectiveDefinition = {
      ...definition,
      method: 'Timeslices',
      sliceTarget: 0.95,
    };
    const { figures } = evaluate({
      definition: timeslices,
      rollups: history(age => (age < DAY ? 6 : 5), timeslices),
      asOf,
      now: asOf,
    });
    expect(figures.compliance).toBeCloseTo(29 / 30, 12);
  });
});
