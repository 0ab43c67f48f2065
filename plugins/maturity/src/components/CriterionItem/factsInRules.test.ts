import { factsInRules } from './factsInRules';

describe('factsInRules', () => {
  it.each([
    ["catalog.ownerKind == 'group'", ['catalog.ownerKind']],
    ["catalog.notes == 'see repository.tests'", ['catalog.notes']],
    [
      "catalog.environments.exists(e, e == 'uat' || e.startsWith('te'))",
      ['catalog.environments'],
    ],
    [
      "size(repository.tests) > 0 && 'load' in repository.testKinds || size(repository.tests) > 3",
      ['repository.tests', 'repository.testKinds'],
    ],
    ['slo.lowestBudget >= 0.0', ['slo.lowestBudget']],
    ['repository.link.contains("a\\"b.c")', ['repository.link']],
  ])('%s', (rule, names) => {
    expect(factsInRules(rule)).toEqual(names);
  });

  it('names each fact once over several rules', () => {
    expect(
      factsInRules(
        'size(stamps.regions) > 1',
        undefined,
        'stamps.regions != []',
      ),
    ).toEqual(['stamps.regions']);
  });
});
