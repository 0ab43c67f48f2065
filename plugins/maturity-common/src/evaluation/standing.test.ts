import fc from 'fast-check';
import { modelOf } from '../__fixtures__/model';
import { CRITERION_STATES, CriterionState, combine } from './results';
import { computeStanding } from './standing';

const LETTERS: Record<string, CriterionState> = {
  m: 'met',
  n: 'not-met',
  u: 'unknown',
  e: 'exempt',
  a: 'not-applicable',
  x: 'error',
};

/** From one word per level and pillar, one letter per criterion. */
function standingOf(pillars: string[][]) {
  return computeStanding(
    modelOf(pillars.map(words => words.map(word => word.length))),
    [...pillars.flat().join('')].map(letter => LETTERS[letter]),
  );
}

describe('computeStanding', () => {
  it.each<[string[], number, number, string[] | undefined]>([
    [['m'], 1, 1, undefined],
    [['n'], 0, 0, ['1-1.0']],
    [['u'], 0, 1, ['1-1.0']],
    [['x'], 0, 1, ['1-1.0']],
    [['mm', 'mn', 'mm'], 1, 1, ['1-2.1']],
    [['mm', 'mu', 'mm'], 1, 3, ['1-2.1']],
    [['mu', 'nm', 'mm'], 0, 1, ['1-1.1']],
    [['unmu', 'mm'], 0, 0, ['1-1.1', '1-1.0', '1-1.3']],
    [['me', 'aa', 'u'], 2, 3, ['1-3.0']],
    [['n', 'm', 'm'], 0, 0, ['1-1.0']],
  ])('%j proves %d of at most %d', (words, proven, possible, blockers) => {
    const standing = standingOf([words]);
    expect(standing).toMatchObject({ proven, possible });
    expect(standing.next?.blockers).toEqual(blockers);
  });

  it('is as high as the lowest pillar, and only the lowest are in the way', () => {
    expect(
      standingOf([
        ['m', 'm', 'n'],
        ['m', 'un', 'm'],
        ['m', 'u', 'm'],
      ]),
    ).toMatchObject({
      proven: 1,
      possible: 1,
      next: { level: 2, blockers: ['2-2.1', '2-2.0', '3-2.0'] },
      pillars: [
        { pillarId: 'p1', proven: 2, possible: 2 },
        { pillarId: 'p2', proven: 1, possible: 1 },
        { pillarId: 'p3', proven: 1, possible: 3 },
      ],
      states: { met: 6, 'not-met': 2, unknown: 2, exempt: 0 },
    });
  });

  it('takes a criterion without a state for unknown', () => {
    expect(computeStanding(modelOf([[1, 1]]), [])).toMatchObject({
      proven: 0,
      possible: 2,
      pillars: [{ levels: [{ unknown: 1 }, { unknown: 1 }] }],
    });
  });
});

const anyModel = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }))
  .chain(([pillars, levels]) =>
    fc.array(
      fc.array(fc.integer({ min: 1, max: 3 }), {
        minLength: levels,
        maxLength: levels,
      }),
      { minLength: pillars, maxLength: pillars },
    ),
  )
  .chain(counts => {
    const ids = counts.flatMap((levels, p) =>
      levels.flatMap((count, l) =>
        Array.from({ length: count }, (_, c) => `${p + 1}-${l + 1}.${c}`),
      ),
    );
    return fc.record({
      counts: fc.constant(counts),
      ids: fc.constant(ids),
      states: fc.array(fc.constantFrom(...CRITERION_STATES), {
        minLength: ids.length,
        maxLength: ids.length,
      }),
      pick: fc.nat(ids.length - 1),
    });
  });

function compute(counts: number[][], states: CriterionState[]) {
  return computeStanding(modelOf(counts), states);
}

describe('the standing on any model', () => {
  it('proves no more than is possible', () => {
    fc.assert(
      fc.property(anyModel, ({ counts, states }) => {
        const { proven, possible } = compute(counts, states);
        expect(proven).toBeLessThanOrEqual(possible);
        expect(possible).toBeLessThanOrEqual(counts[0].length);
      }),
    );
  });

  it('stays within the bounds when an unknown is found out, either way', () => {
    fc.assert(
      fc.property(
        anyModel,
        fc.constantFrom<CriterionState>('met', 'not-met'),
        ({ counts, states, pick }, found) => {
          const before = states.with(pick, 'unknown');
          const a = compute(counts, before);
          const b = compute(counts, before.with(pick, found));
          expect(b.proven).toBeGreaterThanOrEqual(a.proven);
          expect(b.possible).toBeLessThanOrEqual(a.possible);
        },
      ),
    );
  });

  it('never rises by losing what is known', () => {
    fc.assert(
      fc.property(anyModel, ({ counts, states, pick }) => {
        const known = compute(counts, states);
        const lost = compute(counts, states.with(pick, 'unknown'));
        expect(lost.proven).toBeLessThanOrEqual(known.proven);
        expect(lost.possible).toBeGreaterThanOrEqual(known.possible);
      }),
    );
  });

  it('never falls by meeting one criterion more', () => {
    fc.assert(
      fc.property(anyModel, ({ counts, states, pick }) => {
        const before = compute(counts, states);
        const after = compute(counts, states.with(pick, 'met'));
        expect(after.proven).toBeGreaterThanOrEqual(before.proven);
        expect(after.possible).toBeGreaterThanOrEqual(before.possible);
      }),
    );
  });

  it('is held down by exactly what the next level needs', () => {
    fc.assert(
      fc.property(anyModel, ({ counts, ids, states }) => {
        const { proven, next } = compute(counts, states);
        const blockers = next?.blockers ?? [];
        const provenWhenMet = (met: string[]) =>
          compute(
            counts,
            ids.map((id, index) => (met.includes(id) ? 'met' : states[index])),
          ).proven;
        expect(provenWhenMet(blockers)).toBeGreaterThanOrEqual(
          Math.min(proven + 1, counts[0].length),
        );
        expect(
          blockers.map(id => provenWhenMet(blockers.filter(b => b !== id))),
        ).toEqual(blockers.map(() => proven));
      }),
    );
  });

  it('counts every criterion once', () => {
    fc.assert(
      fc.property(anyModel, ({ counts, ids, states }) => {
        const standing = compute(counts, states);
        const total = Object.values(standing.states).reduce((a, b) => a + b);
        expect(total).toBe(ids.length);
      }),
    );
  });
});

describe('combine', () => {
  it.each<[string, CriterionState]>([
    ['', 'unknown'],
    ['m', 'met'],
    ['mu', 'unknown'],
    ['mux', 'error'],
    ['mun', 'not-met'],
    ['me', 'met'],
    ['ea', 'exempt'],
    ['a', 'not-applicable'],
  ])('%j is %s', (word, expected) => {
    expect(combine([...word].map(letter => LETTERS[letter]))).toBe(expected);
  });
});
