import fc from 'fast-check';
import { FactSourceSchema, FactValue } from '../facts/schema';
import { createCelRuleLanguage } from './celRuleLanguage';
import { FactValues, RuleError } from './RuleLanguage';

const schema: FactSourceSchema = {
  source: 'test',
  staleAfterHours: 1,
  facts: {
    yes: { type: 'boolean', title: 'Yes', description: '' },
    count: { type: 'number', title: 'Count', description: '' },
    name: { type: 'string', title: 'Name', description: '' },
    tags: { type: 'strings', title: 'Tags', description: '' },
  },
};
const other: FactSourceSchema = {
  source: 'other',
  staleAfterHours: 1,
  facts: { yes: { type: 'boolean', title: 'Other', description: '' } },
};
const language = createCelRuleLanguage([schema, other]);

const facts: FactValues = {
  test: { yes: true, count: 3, name: 'shop', tags: ['dev', 'prod'] },
  other: {},
};

describe('a rule that compiles', () => {
  it.each<[string, boolean | undefined]>([
    ['test.yes', true],
    ['!test.yes', false],
    ['test.count > 2', true],
    ['test.count == 3.0', true],
    ['test.name == "shop"', true],
    ['size(test.tags) == 2', true],
    ['test.tags.exists(t, t == "prod")', true],
    ['test.tags.all(t, t.startsWith("p"))', false],
    ['other.yes', undefined],
    ['!other.yes', undefined],
    ['other.yes || test.yes', true],
    ['test.yes || other.yes', true],
    ['other.yes && test.yes', undefined],
    ['other.yes && test.count > 5', false],
    ['other.yes ? test.yes : test.yes', undefined],
  ])('%s gives %s', (expression, expected) => {
    expect(language.compile(expression).evaluate(facts)).toBe(expected);
  });

  it('names the facts that it reads', () => {
    expect(
      language.compile('other.yes || size(test.tags) > 1 || test.yes').reads,
    ).toEqual(['other.yes', 'test.tags', 'test.yes']);
  });

  it('does not see properties of objects', () => {
    expect(() => language.compile('test.constructor == test.yes')).toThrow(
      'No such key',
    );
  });
});

describe('a rule that does not compile', () => {
  it.each([
    ['test.count >', 12, /Unexpected token/],
    [
      'test.wrong',
      5,
      /No such key: wrong; expected one of other\.yes, test\.count, test\.name/,
    ],
    ['wrong.yes', 0, /Unknown variable: wrong; expected test, other/],
    ['test.count == 3', 0, /write 3\.0, not 3/],
    ['test.name + 1', 0, /no such overload: string \+ int/],
    ['test.count', 0, /expected yes or no \(bool\), this gives double/],
    ['true', 0, /expected at least one fact/],
    ['test.name.matches("(a+)+$")', 0, /'matches' may not be used in rules/],
    ['has(test.yes)', 0, /'has' may not be used in rules/],
    ['!has(test.yes) || test.yes', 1, /'has' may not be used/],
    ['dyn(test.name) == 1', 0, /'dyn' may not be used/],
    ['test["yes"]', 0, /expected a fact, such as 'test\.<name>'/],
    ['', 0, /Unexpected token/],
  ])('%s', (expression, offset, message) => {
    let caught: unknown;
    try {
      language.compile(expression);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(RuleError);
    expect((caught as RuleError).message).toMatch(message);
    expect((caught as RuleError).offset).toBe(offset);
  });
});

/** Rules of any shape over the facts above. */
const { rule } = fc.letrec<{ rule: string; atom: string }>(tie => ({
  atom: fc.constantFrom(
    'test.yes',
    'other.yes',
    'test.count > 2',
    'test.name == "shop"',
    'size(test.tags) > 1',
    'test.tags.exists(t, t == "prod")',
    'test.tags.exists(t, t == test.name || other.yes)',
  ),
  rule: fc.oneof(
    { maxDepth: 4 },
    tie('atom'),
    tie('rule').map(a => `!(${a})`),
    fc.tuple(tie('rule'), tie('rule')).map(([a, b]) => `(${a}) && (${b})`),
    fc.tuple(tie('rule'), tie('rule')).map(([a, b]) => `(${a}) || (${b})`),
    fc
      .tuple(tie('rule'), tie('rule'), tie('rule'))
      .map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
  ),
}));

const someFacts = fc.record(
  {
    'test.yes': fc.boolean(),
    'other.yes': fc.boolean(),
    'test.count': fc.double({ noNaN: true }),
    'test.name': fc.constantFrom('shop', 'prod', ''),
    'test.tags': fc.array(fc.constantFrom('dev', 'prod', 'shop')),
  },
  { requiredKeys: [] },
);

function nested(flat: Partial<Record<string, unknown>>): FactValues {
  const values: FactValues = { test: {}, other: {} };
  for (const [fullName, value] of Object.entries(flat)) {
    const [source, name] = fullName.split('.');
    values[source][name] = value as FactValue;
  }
  return values;
}

describe('any rule', () => {
  it('stays as it is once it is decided, whatever facts are added', () => {
    fc.assert(
      fc.property(rule, someFacts, someFacts, (expression, known, added) => {
        const { evaluate } = language.compile(expression);
        const before = evaluate(nested(known));
        const after = evaluate(nested({ ...added, ...known }));
        expect([undefined, after]).toContain(before);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is decided when every fact that it reads is there', () => {
    fc.assert(
      fc.property(rule, expression => {
        const { evaluate } = language.compile(expression);
        expect(evaluate({ ...facts, other: { yes: false } })).toBeDefined();
      }),
    );
  });
});
