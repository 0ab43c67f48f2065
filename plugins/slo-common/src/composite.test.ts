import fc from 'fast-check';
import { DAY, HOUR, objective, rollupsOf } from './__fixtures__/objective';
import {
  CompositeObjective,
  compositesOf,
  evaluateComposite,
  weightedMean,
} from './composite';
import { ObjectiveDefinition } from './definition';
import { Evaluation, evaluate } from './evaluate';

const asOf = 40 * DAY;

function member(
  id: string,
  weight: number,
  changes: Partial<ObjectiveDefinition> = {},
) {
  return objective({
    id: `checkout.${id}`,
    displayName: `Checkout, ${id}`,
    weight,
    sliceSeconds: HOUR,
    ...changes,
  });
}

/** Evaluates members of which `bad(id)` of 1,000 events fail; `undefined` without data. */
function evaluations(
  { members }: CompositeObjective,
  bad: (id: string, end: number) => number | undefined,
  now = asOf,
): Map<string, Evaluation> {
  return new Map(
    members.map(definition => {
      const rollups = rollupsOf(definition, [asOf - 31 * DAY, asOf], end => {
        const failing = bad(definition.id, end);
        return failing === undefined ? undefined : [1_000 - failing, 1_000];
      });
      const last = rollups[rollups.length - 1];
      return [
        definition.id,
        evaluate({
          definition,
          rollups,
          asOf: last && last.hour + HOUR,
          now,
        }),
      ];
    }),
  );
}

describe('compositesOf', () => {
  it('finds SLOs with at least two weighted objectives', () => {
    const found = compositesOf([
      member('fast', 1, { target: 0.95 }),
      member('correct', 3, { target: 0.99 }),
      objective({ id: 'other', sloName: 'other', weight: 1 }),
      objective({ id: 'plain.1', sloName: 'plain' }),
      objective({ id: 'plain.2', sloName: 'plain' }),
    ]);
    expect(
      found.map(({ definition: { id, displayName, target }, members }) => [
        id,
        displayName,
        target,
        members.map(each => each.id),
      ]),
    ).toEqual([
      [
        'checkout',
        'Checkout',
        expect.closeTo(0.98, 12),
        ['checkout.fast', 'checkout.correct'],
      ],
    ]);
  });
});

describe('evaluateComposite', () => {
  const [pair] = compositesOf([
    member('fast', 1, { target: 0.95 }),
    member('correct', 3, { target: 0.99 }),
  ]);

  it('is the weighted mean of SLIs, targets and error ratios', () => {
    const { figures, target } = evaluateComposite({
      composite: pair,
      // 3% and 0.5% fail.
      evaluations: evaluations(pair, id => (id === 'checkout.fast' ? 30 : 5)),
      now: asOf,
    });
    expect(target).toBeCloseTo(0.98, 12);
    expect(figures.compliance).toBeCloseTo((0.97 + 3 * 0.995) / 4, 12);
    expect(figures.remainingBudget).toBeCloseTo(1 - 0.01125 / 0.02, 9);
    expect(figures.burnRates[1].rate).toBeCloseTo(0.01125 / 0.02, 9);
    expect(figures.forecast?.remainingBudget).toBeCloseTo(1 - 0.5625, 9);
    expect(figures.state).toBe('ok');
    expect(figures.members).toEqual([
      {
        id: 'checkout.fast',
        displayName: 'Checkout, fast',
        weight: 1,
        compliance: expect.closeTo(0.97, 12),
      },
      {
        id: 'checkout.correct',
        displayName: 'Checkout, correct',
        weight: 3,
        compliance: expect.closeTo(0.995, 12),
      },
    ]);
    expect(figures.events).toEqual({
      good: 720 * (970 + 995),
      bad: 720 * 35,
      total: 720 * 2_000,
    });
  });

  it('leaves out a member without current data, and says so', () => {
    const { figures, target } = evaluateComposite({
      composite: pair,
      evaluations: evaluations(pair, (id, end) => {
        if (id === 'checkout.correct') return 5;
        return end > asOf - 2 * DAY ? undefined : 1_000;
      }),
      now: asOf,
    });
    expect(target).toBeCloseTo(0.99, 12);
    expect(figures.compliance).toBeCloseTo(0.995, 12);
    expect(figures.remainingBudget).toBeCloseTo(0.5, 9);
    expect(figures.coverage).toBeCloseTo(0.75, 12);
    expect(figures.members?.[0].compliance).toBeNull();
    expect(figures.reason).toMatch(
      /Without 1 of 2 members, which have no current data\.$/,
    );
  });

  it('keeps the last numbers when all are stale, and has none without any data', () => {
    const stale = evaluateComposite({
      composite: pair,
      evaluations: evaluations(pair, () => 5, asOf + DAY),
      now: asOf + DAY,
    }).figures;
    expect(stale.state).toBe('stale');
    expect(stale.compliance).toBeCloseTo(0.995, 12);
    const none = evaluateComposite({
      composite: pair,
      evaluations: evaluations(pair, () => undefined),
      now: asOf,
    }).figures;
    expect(none).toMatchObject({
      state: 'no-data',
      asOf: null,
      compliance: null,
      remainingBudget: null,
      coverage: 0,
      events: { total: 0 },
    });
  });

  it('alerts on the burn of the whole', () => {
    const { figures, transitions } = evaluateComposite({
      composite: pair,
      evaluations: evaluations(pair, (_, end) =>
        end > asOf - 6 * HOUR ? 500 : 0,
      ),
      now: asOf,
    });
    expect(figures.state).toBe('fast-burn');
    expect(transitions.map(({ ruleId, to }) => [ruleId, to])).toEqual([
      ['burn-1h', 'firing'],
      ['burn-6h', 'firing'],
      ['burn-3d', 'firing'],
    ]);
    expect(figures.presentBurnRate).toBeCloseTo(25, 9);
  });

  it('of one member is that member; of equal members any weights change nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50 }),
        fc.array(fc.integer({ min: 1, max: 9 }), {
          minLength: 2,
          maxLength: 4,
        }),
        (bad, weights) => {
          const [composite] = compositesOf(
            weights.map((weight, index) => member(String(index), weight)),
          );
          const all = evaluations(composite, () => bad);
          const { figures } = evaluateComposite({
            composite,
            evaluations: all,
            now: asOf,
          });
          const one = [...all.values()][0].figures;
          expect(figures.compliance).toBeCloseTo(one.compliance!, 12);
          expect(figures.remainingBudget).toBeCloseTo(one.remainingBudget!, 9);
          expect(figures.state).toBe(one.state);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is 1 − error ratio ÷ error budget of the means', () => {
    const share = fc.double({ min: 0.5, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            weight: fc.integer({ min: 1, max: 9 }),
            target: share,
            bad: fc.integer({ min: 0, max: 1_000 }),
          }),
          { minLength: 2, maxLength: 4 },
        ),
        parts => {
          const [composite] = compositesOf(
            parts.map(({ weight, target }, index) =>
              member(String(index), weight, { target }),
            ),
          );
          const { figures, target } = evaluateComposite({
            composite,
            evaluations: evaluations(
              composite,
              id => parts[Number(id.split('.')[1])].bad,
            ),
            now: asOf,
          });
          const ratio = weightedMean(
            parts.map(({ weight, bad }) => [weight, bad / 1_000]),
          )!;
          const closedForm = 1 - ratio / (1 - target);
          expect(figures.remainingBudget! / closedForm || 1).toBeCloseTo(1, 6);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('weightedMean', () => {
  it('leaves out what is not there', () => {
    expect(
      weightedMean([
        [1, 0.5],
        [3, null],
        [1, 1],
        [0, 7],
      ]),
    ).toBe(0.75);
    expect(weightedMean([[1, undefined]])).toBeUndefined();
    expect(weightedMean([])).toBeUndefined();
  });
});
