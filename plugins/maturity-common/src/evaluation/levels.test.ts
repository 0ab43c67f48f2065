import fc from 'fast-check';
import { MaturityModel } from '../model/MaturityModel';
import { computeLevels } from './levels';
import { CRITERION_STATES, CriterionState, combine } from './results';

/** A model with this many criteria at each level; ids are `level.number`. */
function modelOf(counts: number[]): MaturityModel {
  return {
    id: 'm',
    title: 'M',
    version: '1',
    description: '',
    pillar: 'p',
    source: { title: '', licence: '' },
    levels: counts.map((count, index) => ({
      level: index + 1,
      name: `Level ${index + 1}`,
      goal: '',
      strategies: Array.from({ length: count }, (_, c) => ({
        id: `${index + 1}-${c}`,
        title: '',
        explanation: '',
        howTo: '',
        criteria: [
          {
            kind: 'attestation' as const,
            id: `${index + 1}.${c}`,
            title: '',
            howTo: '',
            question: '',
            evidence: '',
            validForDays: 1,
          },
        ],
      })),
    })),
  };
}

const LETTERS: Record<string, CriterionState> = {
  m: 'met',
  n: 'not-met',
  u: 'unknown',
  e: 'exempt',
  a: 'not-applicable',
};

/** From one word per level, one letter per criterion. */
function levelsOf(words: string[]) {
  const states = new Map<string, CriterionState>();
  words.forEach((word, level) =>
    [...word].forEach((letter, index) =>
      states.set(`${level + 1}.${index}`, LETTERS[letter]),
    ),
  );
  return computeLevels(modelOf(words.map(word => word.length)), states);
}

describe('computeLevels', () => {
  it.each<[string[], number, number, string[] | undefined]>([
    [['m'], 1, 1, undefined],
    [['n'], 0, 0, ['1.0']],
    [['u'], 0, 1, ['1.0']],
    [['mm', 'mn', 'mm'], 1, 1, ['2.1']],
    [['mm', 'mu', 'mm'], 1, 3, ['2.1']],
    [['mu', 'nm', 'mm'], 0, 1, ['1.1']],
    [['unmu', 'mm'], 0, 0, ['1.1', '1.0', '1.3']],
    [['me', 'aa', 'u'], 2, 3, ['3.0']],
    [['n', 'm', 'm'], 0, 0, ['1.0']],
  ])('%j proves %d of at most %d', (words, proven, possible, blockers) => {
    expect(levelsOf(words)).toMatchObject({ proven, possible });
    expect(levelsOf(words).next?.blockers).toEqual(blockers);
  });

  it('takes a criterion without a state for unknown', () => {
    expect(computeLevels(modelOf([1, 1]), new Map())).toMatchObject({
      proven: 0,
      possible: 2,
      counts: [{ unknown: 1 }, { unknown: 1 }],
    });
  });
});

const anyModel = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 })
  .chain(counts => {
    const ids = counts.flatMap((count, index) =>
      Array.from({ length: count }, (_, c) => `${index + 1}.${c}`),
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

function compute(counts: number[], ids: string[], states: CriterionState[]) {
  return computeLevels(
    modelOf(counts),
    new Map(ids.map((id, index) => [id, states[index]])),
  );
}

describe('levels of any model', () => {
  it('prove no more than is possible', () => {
    fc.assert(
      fc.property(anyModel, ({ counts, ids, states }) => {
        const { proven, possible } = compute(counts, ids, states);
        expect(proven).toBeLessThanOrEqual(possible);
        expect(possible).toBeLessThanOrEqual(counts.length);
      }),
    );
  });

  it('stay within the bounds when an unknown is found out, either way', () => {
    fc.assert(
      fc.property(
        anyModel,
        fc.constantFrom<CriterionState>('met', 'not-met'),
        ({ counts, ids, states, pick }, found) => {
          const before = states.with(pick, 'unknown');
          const a = compute(counts, ids, before);
          const b = compute(counts, ids, before.with(pick, found));
          expect(b.proven).toBeGreaterThanOrEqual(a.proven);
          expect(b.possible).toBeLessThanOrEqual(a.possible);
        },
      ),
    );
  });

  it('never rise by losing what is known', () => {
    fc.assert(
      fc.property(anyModel, ({ counts, ids, states, pick }) => {
        const known = compute(counts, ids, states);
        const lost = compute(counts, ids, states.with(pick, 'unknown'));
        expect(lost.proven).toBeLessThanOrEqual(known.proven);
        expect(lost.possible).toBeGreaterThanOrEqual(known.possible);
      }),
    );
  });

  it('never fall by meeting one criterion more', () => {
    fc.assert(
      fc.property(anyModel, ({ counts, ids, states, pick }) => {
        const before = compute(counts, ids, states);
        const after = compute(counts, ids, states.with(pick, 'met'));
        expect(after.proven).toBeGreaterThanOrEqual(before.proven);
        expect(after.possible).toBeGreaterThanOrEqual(before.possible);
      }),
    );
  });

  it('are blocked by exactly what the next level needs', () => {
    fc.assert(
      fc.property(anyModel, ({ counts, ids, states }) => {
        const { proven, next } = compute(counts, ids, states);
        const blockers = next?.blockers ?? [];
        const provenWhenMet = (met: string[]) =>
          compute(
            counts,
            ids,
            ids.map((id, index) => (met.includes(id) ? 'met' : states[index])),
          ).proven;
        expect(provenWhenMet(blockers)).toBeGreaterThanOrEqual(
          Math.min(proven + 1, counts.length),
        );
        expect(
          blockers.map(id => provenWhenMet(blockers.filter(b => b !== id))),
        ).toEqual(blockers.map(() => proven));
      }),
    );
  });
});

describe('combine', () => {
  it.each<[string, CriterionState]>([
    ['', 'unknown'],
    ['m', 'met'],
    ['mu', 'unknown'],
    ['mun', 'not-met'],
    ['me', 'met'],
    ['ea', 'exempt'],
    ['a', 'not-applicable'],
  ])('%j is %s', (word, expected) => {
    expect(combine([...word].map(letter => LETTERS[letter]))).toBe(expected);
  });
});
