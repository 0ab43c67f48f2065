import { defaultAlertRules } from './alerts/defaultAlertRules';
import { ObjectiveDefinition } from './definition';
import { asOfFor, evaluate, staleAfterSeconds } from './evaluate';
import { HourRollup, Slice, rollUp } from './rollup';
import { SloFigures } from './status';
import { DAY, objective } from './__fixtures__/objective';

const definition = objective();
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

describe('evaluate with alerts that are remembered', () => {
  const outage = history(age => (age >= 600 && age < 4_200 ? 100 : 0));

  it('keeps an alert firing until the short window has been quiet for its length', () => {
    const standings = new Map([
      [
        'burn-1h',
        { state: 'firing' as const, since: '1970-04-10T23:00:00.000Z' },
      ],
    ]);
    const first = evaluate({
      definition,
      rollups: outage,
      asOf,
      now: asOf,
      standings,
    });
    const [reading] = first.figures.alertReadings;
    expect(reading).toMatchObject({
      ruleId: 'burn-1h',
      state: 'firing',
      met: false,
      clearSince: new Date(asOf * 1_000).toISOString(),
    });
    expect(first.figures.state).toBe('fast-burn');
    const { transitions, figures } = evaluate({
      definition,
      rollups: outage,
      asOf: asOf + 300,
      now: asOf + 300,
      standings: new Map([['burn-1h', reading]]),
    });
    expect(
      transitions.find(({ ruleId }) => ruleId === 'burn-1h'),
    ).toMatchObject({ from: 'firing', to: 'inactive' });
    expect(figures.alertReadings.map(({ ruleId }) => ruleId)).toContain(
      'burn-1h',
    );
  });

  it('leaves alerts as they were without data', () => {
    const { figures, transitions } = evaluate({
      definition,
      rollups: [],
      now: asOf,
      standings: new Map([
        ['burn-6h', { state: 'firing', since: '1970-04-10T23:00:00.000Z' }],
      ]),
    });
    expect(transitions).toEqual([]);
    expect(figures.alertReadings[0]).toMatchObject({
      ruleId: 'burn-6h',
      state: 'firing',
      value: null,
    });
    expect(figures.state).toBe('no-data');
  });

  it('fires nothing during maintenance, and counts nothing of it', () => {
    const { figures, transitions } = evaluate({
      definition,
      rollups: history(age => (age < 3_600 ? 100 : 0)),
      asOf,
      now: asOf,
      exclusions: [[asOf - 3_600, asOf + 3_600]],
    });
    expect(transitions).toEqual([]);
    expect(figures).toMatchObject({
      state: 'ok',
      remainingBudget: 1,
      excludedSeconds: 3_600,
      coverage: 1,
    });
  });

  it('tells that data stopped where a rule asks for it, and resolves when it is back', () => {
    const [burn] = defaultAlertRules(definition);
    const watched: ObjectiveDefinition = {
      ...definition,
      alertRules: [
        {
          ...burn,
          alertAfterSeconds: 600,
          notify: { ...burn.notify, noData: true },
        },
        { ...burn, id: 'other' },
      ],
    };
    const rollups = history(() => 0);
    const input = { definition: watched, rollups, asOf };
    const late = asOf + staleAfterSeconds(300) + 1;
    const gone = evaluate({ ...input, now: late });
    expect(gone.transitions).toEqual([
      expect.objectContaining({
        ruleId: 'burn-1h',
        to: 'firing',
        at: new Date(late * 1_000).toISOString(),
        reason: 'No new data; alerts when there is none.',
      }),
    ]);
    expect(gone.figures.state).toBe('stale');
    const standings = new Map(
      gone.figures.alertReadings.map(reading => [reading.ruleId, reading]),
    );
    expect(
      evaluate({ ...input, now: late + 3_600, standings }).transitions,
    ).toEqual([]);
    expect(
      evaluate({
        ...input,
        now: late,
        exclusions: [[late - 60, late + 60]],
      }).transitions,
    ).toEqual([]);
    const back = (end: number, known: typeof standings) =>
      evaluate({
        definition: watched,
        rollups: [
          ...rollups,
          ...rollUp([{ end, good: 100, total: 100 }], watched),
        ],
        asOf: end,
        now: end,
        standings: known,
      });
    const again = back(asOf + 3_600, standings);
    expect(again.transitions).toEqual([]);
    expect(
      back(
        asOf + 3_900,
        new Map(again.figures.alertReadings.map(each => [each.ruleId, each])),
      ).transitions,
    ).toEqual([expect.objectContaining({ from: 'firing', to: 'inactive' })]);
  });

  it('does as the rules of the objective say, not as the default ones', () => {
    const own: ObjectiveDefinition = {
      ...definition,
      alertRules: [
        {
          id: 'errors/rate',
          name: 'API error rate',
          severity: 'medium',
          condition: {
            kind: 'error-rate',
            longSeconds: 600,
            op: 'gt',
            threshold: 0.05,
          },
          alertAfterSeconds: 300,
          minEvents: 0,
          minFailures: 0,
          notify: { noData: false, resolved: true, breaching: true },
          targets: [],
        },
      ],
    };
    const rollups = history(age => (age < 1_200 ? 6 : 0));
    const pending = evaluate({ definition: own, rollups, asOf, now: asOf });
    expect(pending.transitions.map(({ to }) => to)).toEqual(['pending']);
    expect(pending.figures.state).toBe('ok');
    const later = evaluate({
      definition: own,
      rollups: [
        ...rollups,
        ...rollUp([{ end: asOf + 300, good: 90, total: 100 }], own),
      ],
      asOf: asOf + 300,
      now: asOf + 300,
      standings: new Map([['errors/rate', pending.figures.alertReadings[0]]]),
    });
    expect(later.transitions.map(({ to }) => to)).toEqual(['firing']);
    expect(later.figures.state).toBe('slow-burn');
    expect(later.figures.reason).toMatch(/^The alert 'API error rate' fires: /);
  });
});

describe('the moment looked from', () => {
  const timeslices = {
    method: 'Timeslices' as const,
    sliceSeconds: 60,
    noData: 'bad' as const,
  };

  it.each([
    ['no data at all', timeslices, undefined, 90_000, undefined],
    ['data that is on its way', timeslices, 89_880, 90_000, 89_880],
    ['a gap that counts', timeslices, 80_000, 90_000, 89_640],
    [
      'a gap that counts for nothing',
      { ...timeslices, noData: 'ignored' as const },
      80_000,
      90_000,
      80_000,
    ],
    [
      'events',
      { ...timeslices, method: 'Occurrences' as const },
      80_000,
      90_000,
      80_000,
    ],
  ])('of %s', (_, of, newestData, watermark, expected) => {
    expect(asOfFor(of, { newestData, watermark })).toBe(expected);
  });

  it('is not stale while the source answers that there is nothing', () => {
    for (const sliceSeconds of [60, 300, 900, 3_600]) {
      const watermark = 1_000_000_800 - (1_000_000_800 % sliceSeconds);
      const looked = asOfFor(
        { ...timeslices, sliceSeconds },
        { newestData: 900_000_000, watermark },
      )!;
      // A round comes each minute and asks for whole slices.
      const now = watermark + sliceSeconds - 1;
      expect(now - looked).toBeLessThanOrEqual(staleAfterSeconds(sliceSeconds));
    }
  });

  it('spends the budget while measurements that count as bad are missing', () => {
    const gone: ObjectiveDefinition = {
      ...definition,
      method: 'Timeslices',
      noData: 'bad',
    };
    const rollups = history(() => 0, gone);
    const looked = asOfFor(gone, {
      newestData: asOf,
      watermark: asOf + 7_200,
    })!;
    const { figures } = evaluate({
      definition: gone,
      rollups,
      asOf: looked,
      now: asOf + 7_260,
    });
    expect(figures.state).toBe('fast-burn');
    expect(figures.slices.noData).toBeGreaterThan(18);
    expect(figures.burnRates[0].rate).toBeCloseTo(100, 9);
  });
});
