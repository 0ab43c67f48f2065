import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { catalogFactSchema } from '../facts/catalogFactSchema';
import { createCelRuleLanguage } from '../rules/celRuleLanguage';
import { criteriaOf } from './MaturityModel';
import { describeModelProblem } from './ModelProblem';
import { parseModel } from './parseModel';

const MODELS = resolve(__dirname, '../../../../models');
const file = resolve(MODELS, 'operational-excellence.yaml');

describe('models/operational-excellence.yaml', () => {
  const { model, problems } = parseModel(readFileSync(file, 'utf8'), {
    file,
    rules: createCelRuleLanguage([catalogFactSchema]),
  });

  it('is valid', () => {
    expect(problems?.map(describeModelProblem)).toBeUndefined();
  });

  it('has the 32 strategies of the framework, each with ids by level and order', () => {
    expect(
      model?.levels.map(({ name, strategies }) => [name, strategies.length]),
    ).toEqual([
      ['DevOps foundation', 5],
      ['Process standardization', 8],
      ['Release readiness', 7],
      ['Change management', 7],
      ['Future adaptability', 5],
    ]);
    for (const { level, strategies } of model?.levels ?? []) {
      expect(strategies.map(({ id }) => id)).toEqual(
        strategies.map((_, index) => `oe-${level}-${index + 1}`),
      );
    }
  });

  it('decides at least 12 strategies wholly or partly by rules, and uses every fact', () => {
    const rules = criteriaOf(model!).flatMap(({ strategy, criterion }) =>
      criterion.kind === 'rule' ? [{ strategy, criterion }] : [],
    );
    expect(
      new Set(rules.map(({ strategy }) => strategy.id)).size,
    ).toBeGreaterThanOrEqual(12);
    const read = new Set(
      rules.flatMap(({ criterion }) => criterion.rule.reads),
    );
    expect([...read].sort()).toEqual(
      Object.keys(catalogFactSchema.facts)
        .map(name => `catalog.${name}`)
        .sort(),
    );
  });

  it('attests with ids that end in .attested', () => {
    for (const { strategy, criterion } of criteriaOf(model!)) {
      expect(criterion.id === `${strategy.id}.attested`).toBe(
        criterion.kind === 'attestation',
      );
    }
  });
});

describe('models/FACTS.md', () => {
  it('documents every fact', () => {
    const text = readFileSync(resolve(MODELS, 'FACTS.md'), 'utf8');
    for (const name of Object.keys(catalogFactSchema.facts)) {
      expect(text).toContain(`\`catalog.${name}\``);
    }
  });
});
