import { Environment, EvaluationError } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { FactValues } from './RuleLanguage';
import { compileCel } from './compileCel';

const environment = new Environment();
environment.registerVariable({
  name: 't',
  schema: {
    yes: 'bool',
    sure: 'bool',
    n: 'double',
    m: 'double',
    s: 'string',
    u: 'string',
    l: 'list<string>',
    k: 'list<string>',
  },
});

/** What the library itself says; unknown where a fact is missing. */
function byLibrary(expression: string, facts: FactValues) {
  const run = environment.parse(expression);
  try {
    return run(facts) as boolean;
  } catch (error) {
    if (error instanceof EvaluationError && error.code === 'no_such_key') {
      return undefined;
    }
    throw error;
  }
}

const words = ['', 'a', 'ab', 'b', 'é', '👍', 'prod'];
const facts = fc.record(
  {
    yes: fc.boolean(),
    sure: fc.boolean(),
    n: fc.constantFrom(-1, -0, 0, 0.5, 1, 3, 1e300),
    m: fc.constantFrom(-1, 0, 0.5, 1, 2),
    s: fc.constantFrom(...words),
    u: fc.constantFrom(...words),
    l: fc.array(fc.constantFrom(...words), { maxLength: 4 }),
    k: fc.array(fc.constantFrom(...words), { maxLength: 4 }),
  },
  { requiredKeys: [] },
);

interface Expressions {
  bool: string;
  number: string;
  count: string;
  text: string;
  texts: string;
}

const comparison = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');

/** Everything that rules may say: with the macros' variable `x` where it is bound, and macros over what is said within them. */
function expressions(
  bound: boolean,
  inner?: fc.LetrecValue<Expressions>,
): fc.LetrecValue<Expressions> {
  return fc.letrec<Expressions>(tie => ({
    number: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom('t.n', 't.m', '1.0', '0.5', '3.0'),
      tie('number').map(a => `(-${a})`),
      fc
        .tuple(tie('bool'), tie('number'), tie('number'))
        .map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
    ),
    count: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom('0', '1', '2'),
      tie('texts').map(a => `size(${a})`),
      tie('text').map(a => `${a}.size()`),
    ),
    text: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(
        't.s',
        't.u',
        '"a"',
        '"👍"',
        ...(bound ? ['x', 'x'] : []),
      ),
      fc
        .tuple(tie('bool'), tie('text'), tie('text'))
        .map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
    ),
    texts: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom('t.l', 't.k', '["a", "b"]'),
      tie('text').map(a => `[${a}, "b"]`),
      ...(inner
        ? [
            fc
              .tuple(tie('texts'), inner.bool)
              .map(([a, c]) => `${a}.filter(x, ${c})`),
          ]
        : []),
    ),
    bool: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom('t.yes', 't.sure', 'true'),
      fc
        .tuple(comparison, tie('number'), tie('number'))
        .map(([op, a, b]) => `(${a} ${op} ${b})`),
      fc
        .tuple(comparison, tie('count'), tie('count'))
        .map(([op, a, b]) => `(${a} ${op} ${b})`),
      fc
        .tuple(comparison, tie('text'), tie('text'))
        .map(([op, a, b]) => `(${a} ${op} ${b})`),
      fc
        .tuple(fc.constantFrom('==', '!='), tie('texts'), tie('texts'))
        .map(([op, a, b]) => `(${a} ${op} ${b})`),
      fc.tuple(tie('text'), tie('texts')).map(([a, b]) => `(${a} in ${b})`),
      fc
        .tuple(
          fc.constantFrom('contains', 'startsWith', 'endsWith'),
          tie('text'),
          tie('text'),
        )
        .map(([name, a, b]) => `${a}.${name}(${b})`),
      tie('bool').map(a => `!(${a})`),
      fc
        .tuple(fc.constantFrom('&&', '||'), tie('bool'), tie('bool'))
        .map(([op, a, b]) => `(${a} ${op} ${b})`),
      fc
        .tuple(tie('bool'), tie('bool'), tie('bool'))
        .map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
      ...(inner
        ? [
            fc
              .tuple(
                fc.constantFrom('exists', 'all', 'exists_one'),
                tie('texts'),
                inner.bool,
              )
              .map(([name, a, c]) => `${a}.${name}(x, ${c})`),
          ]
        : []),
    ),
  }));
}

const { bool } = expressions(false, expressions(true));

describe('compileCel', () => {
  it('says of any rule what the library says, or more', () => {
    let decided = 0;
    fc.assert(
      fc.property(bool, facts, (expression, t) => {
        const run = environment.parse(expression);
        fc.pre(run.check().valid);
        const expected = byLibrary(expression, { t });
        const found = compileCel(run.ast)!({ t });
        if (expected !== undefined) decided++;
        expect([undefined, found]).toContain(expected);
      }),
      { numRuns: 5_000 },
    );
    // Not because all facts happened to be missing.
    expect(decided).toBeGreaterThan(1_000);
  });

  it('leaves to the library what it does not handle', () => {
    for (const expression of ['t.l[0] == "a"', 't.n / 2.0 > 1.0']) {
      expect(compileCel(environment.parse(expression).ast)).toBeUndefined();
    }
  });
});
