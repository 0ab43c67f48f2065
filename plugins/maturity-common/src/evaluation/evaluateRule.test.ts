import { FactSourceSchema } from '../facts/schema';
import { RuleCriterion } from '../model/MaturityModel';
import { createCelRuleLanguage } from '../rules/celRuleLanguage';
import { evaluateRule } from './evaluateRule';

const sources: FactSourceSchema[] = [
  {
    source: 'test',
    staleAfterHours: 24,
    facts: {
      tags: {
        type: 'strings',
        title: 'Tags',
        description: '',
        absentWhen: 'there are none',
      },
      yes: { type: 'boolean', title: 'Ready', description: '' },
    },
  },
];
const expression = 'test.yes && size(test.tags) > 1';
const criterion: RuleCriterion = {
  kind: 'rule',
  id: 's.rule',
  title: 'Tagged',
  howTo: 'Tag it.',
  expression,
  rule: createCelRuleLanguage(sources).compile(expression),
};
const at = '2026-11-20T12:00:00.000Z';
const fresh = '2026-11-20T11:00:00.000Z';
const stale = '2026-11-19T11:00:00.000Z';

describe('evaluateRule', () => {
  it('is met, with the facts as reason and the oldest as age', () => {
    expect(
      evaluateRule(
        criterion,
        {
          'test.tags': { value: ['a', 'b'], observedAt: fresh },
          'test.yes': { value: true, observedAt: at },
        },
        sources,
        at,
      ),
    ).toEqual({
      criterionId: 's.rule',
      state: 'met',
      reason: 'Tags: a, b; Ready: yes.',
      evidence: [
        { label: 'Tags', values: ['a', 'b'] },
        { label: 'Ready', values: ['yes'] },
      ],
      observedAt: fresh,
    });
  });

  it('is not met when a fact says so, even if another is missing', () => {
    expect(
      evaluateRule(
        criterion,
        { 'test.tags': { value: [], observedAt: fresh } },
        sources,
        at,
      ),
    ).toMatchObject({ state: 'not-met', reason: 'Tags: none.' });
  });

  it('is unknown while a fact that matters is missing, and says which', () => {
    expect(
      evaluateRule(
        criterion,
        { 'test.yes': { value: true, observedAt: fresh } },
        sources,
        at,
      ),
    ).toMatchObject({
      state: 'unknown',
      reason: 'Not known: Tags (there are none).',
    });
  });

  it('is unknown when a fact that matters is stale', () => {
    expect(
      evaluateRule(
        criterion,
        {
          'test.tags': { value: ['a', 'b'], observedAt: stale },
          'test.yes': { value: true, observedAt: fresh },
        },
        sources,
        at,
      ),
    ).toMatchObject({
      state: 'unknown',
      reason: 'Not known: Tags (not seen for more than 24 hours).',
    });
  });

  it('names only some of many values', () => {
    const { reason } = evaluateRule(
      criterion,
      {
        'test.tags': {
          value: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
          observedAt: fresh,
        },
        'test.yes': { value: true, observedAt: fresh },
      },
      sources,
      at,
    );
    expect(reason).toBe('Tags: a, b, c, d, e and 2 more; Ready: yes.');
  });
});
