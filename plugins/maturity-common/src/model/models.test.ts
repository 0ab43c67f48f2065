import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FACT_SCHEMAS } from '../facts/factSchemas';
import { createCelRuleLanguage } from '../rules/celRuleLanguage';
import { MaturityModel, criteriaOf, factsReadBy } from './MaturityModel';
import { describeModelProblem } from './ModelProblem';
import { parseModel, pillarFilesOf } from './parseModel';

const MODELS = resolve(__dirname, '../../../../models');

function read(name: string) {
  const file = join(MODELS, name, 'model.yaml');
  const text = readFileSync(file, 'utf8');
  const pillars = Object.fromEntries(
    pillarFilesOf(text).map(path => {
      const own = join(dirname(file), path);
      return [path, { file: own, text: readFileSync(own, 'utf8') }];
    }),
  );
  return parseModel(
    { file, text, pillars },
    { rules: createCelRuleLanguage(FACT_SCHEMAS) },
  );
}

function shapeOf(model: MaturityModel) {
  return Object.fromEntries(
    model.pillars.map(({ id, levels }) => [
      id,
      levels.map(({ strategies }) => strategies.length),
    ]),
  );
}

function strategiesWithRules(model: MaturityModel) {
  return new Set(
    criteriaOf(model)
      .filter(({ criterion }) => criterion.rule)
      .map(({ strategy }) => strategy.id),
  );
}

describe('models/azure-well-architected', () => {
  const { model, problems } = read('azure-well-architected');

  it('is valid', () => {
    expect(problems?.map(describeModelProblem)).toBeUndefined();
  });

  it('has the 141 strategies of the framework, with ids by level and order', () => {
    expect(shapeOf(model!)).toEqual({
      reliability: [8, 6, 5, 4, 4],
      security: [6, 6, 5, 5, 3],
      'cost-optimization': [6, 5, 7, 6, 5],
      'operational-excellence': [5, 8, 7, 7, 5],
      'performance-efficiency': [4, 6, 7, 7, 4],
    });
    const prefixes = ['re', 'se', 'co', 'oe', 'pe'];
    model!.pillars.forEach(({ levels }, pillar) => {
      for (const { level, strategies } of levels) {
        expect(strategies.map(({ id }) => id)).toEqual(
          strategies.map(
            (_, index) => `${prefixes[pillar]}-${level}-${index + 1}`,
          ),
        );
      }
    });
  });

  it('decides at least 70 strategies wholly or partly by rules', () => {
    expect(strategiesWithRules(model!).size).toBeGreaterThanOrEqual(70);
  });

  it('names where its titles come from, as their licence asks', () => {
    expect(model!.source.licence).toBe('CC BY 4.0');
    expect(model!.source.title).toMatch(/Microsoft/);
  });
});

describe('models/mission-critical', () => {
  const { model, problems } = read('mission-critical');

  it('is valid', () => {
    expect(problems?.map(describeModelProblem)).toBeUndefined();
  });

  it('has the areas of the operational procedures, and the antipatterns', () => {
    expect(model!.pillars.map(({ id }) => id)).toEqual([
      'devops-processes',
      'application-operations',
      'update-management',
      'secret-management',
      'virtual-machines',
      'antipatterns',
    ]);
  });

  it('is for mission-critical workloads', () => {
    expect(model!.tiers).toEqual(['mission-critical']);
  });
});

describe('facts', () => {
  const all = FACT_SCHEMAS.flatMap(({ source, facts }) =>
    Object.keys(facts).map(name => `${source}.${name}`),
  );

  it('are documented, each', () => {
    const text = readFileSync(join(MODELS, 'FACTS.md'), 'utf8');
    expect(all.filter(name => !text.includes(`\`${name}\``))).toEqual([]);
  });

  it('are read by some model, each', () => {
    const used = new Set(
      ['azure-well-architected', 'mission-critical'].flatMap(name =>
        criteriaOf(read(name).model!).flatMap(({ criterion }) =>
          factsReadBy(criterion),
        ),
      ),
    );
    expect(all.filter(name => !used.has(name))).toEqual([]);
  });
});
