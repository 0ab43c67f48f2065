import { catalogFactSchema } from '../facts/catalogFactSchema';
import { createCelRuleLanguage } from '../rules/celRuleLanguage';
import { describeModelProblem } from './ModelProblem';
import { parseModel } from './parseModel';

const good = `apiVersion: plumbline.io/v1
kind: MaturityModel
metadata:
  name: small
  title: Small
  version: 1.0.0
  description: A small model.
  pillar: operational-excellence
  source: { title: Tests, licence: Apache-2.0 }
levels:
  - level: 1
    name: Begun
    goal: Someone owns it.
    strategies:
      - id: s-1-1
        title: Ownership
        explanation: A group owns it.
        howTo: Name a group.
        criteria:
          - id: s-1-1.group
            kind: rule
            title: Owned by a group
            rule: catalog.ownerKind == "group"
          - id: s-1-1.attested
            kind: attestation
            title: Known
            question: Known?
            evidence: Notes.
            validForDays: 90
`;

const rules = createCelRuleLanguage([catalogFactSchema]);
const problemsOf = (yaml: string) =>
  parseModel(yaml, { file: 'm.yaml', rules }).problems?.map(
    describeModelProblem,
  );

describe('parseModel', () => {
  it('reads a good model; a criterion without a how-to has that of its strategy', () => {
    const { model } = parseModel(good, { file: 'm.yaml', rules });
    expect(model).toMatchObject({ id: 'small', title: 'Small' });
    expect(model?.levels[0].strategies[0].criteria).toEqual([
      expect.objectContaining({
        kind: 'rule',
        howTo: 'Name a group.',
        expression: 'catalog.ownerKind == "group"',
      }),
      expect.objectContaining({ kind: 'attestation', validForDays: 90 }),
    ]);
  });

  it.each([
    [
      'a fact that does not exist',
      'catalog.ownerKind',
      'catalog.owner',
      `m.yaml:23:27 levels[0].strategies[0].criteria[0].rule: No such key: owner; expected one of ${Object.keys(
        catalogFactSchema.facts,
      )
        .sort()
        .map(name => `catalog.${name}`)
        .join(', ')}`,
    ],
    [
      'a quoted rule with a type error',
      'rule: catalog.ownerKind == "group"',
      "rule: 'size(catalog.escalation) == 1.5'",
      'm.yaml:23:20 levels[0].strategies[0].criteria[0].rule: no such overload: int == double (facts are decimal numbers: write 3.0, not 3)',
    ],
    [
      'a missing field',
      '            question: Known?\n',
      '',
      'm.yaml:24:13 levels[0].strategies[0].criteria[1].question: expected string, received undefined',
    ],
    [
      'an unknown field',
      'goal: Someone owns it.',
      'goal: Someone owns it.\n    gaol: Typo',
      'm.yaml:14:11 levels[0].gaol: expected no such field',
    ],
    [
      'a wrong number',
      'validForDays: 90',
      'validForDays: soon',
      'm.yaml:29:27 levels[0].strategies[0].criteria[1].validForDays: expected number, received string',
    ],
    [
      'a level out of order',
      'level: 1',
      'level: 2',
      'm.yaml:11:12 levels[0].level: expected 1',
    ],
    [
      'an id used twice',
      's-1-1.attested',
      's-1-1.group',
      "m.yaml:24:17 levels[0].strategies[0].criteria[1].id: expected a unique id, 's-1-1.group' is used twice",
    ],
    [
      'an id of another strategy',
      's-1-1.attested',
      's-1-2.attested',
      "m.yaml:24:17 levels[0].strategies[0].criteria[1].id: expected an id that starts with 's-1-1.'",
    ],
    [
      'a bad id',
      'id: s-1-1\n',
      'id: S 1\n',
      "m.yaml:15:13 levels[0].strategies[0].id: expected lower-case letters, digits and '-'",
    ],
  ])('names the place of %s', (_, from, to, problem) => {
    expect(good).toContain(from);
    expect(problemsOf(good.replace(from, to))).toContain(problem);
  });

  it('names the place of broken YAML', () => {
    expect(problemsOf('levels: [\n  - a: b: c')?.[0]).toMatch(
      /^m\.yaml:\d+:\d+: /,
    );
  });

  it.each(['', 'null', '[]', '42', 'a: &a [*a]'])('takes no %j', text => {
    expect(problemsOf(text)).not.toHaveLength(0);
  });
});
