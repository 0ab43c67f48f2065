import { catalogFactSchema } from '../facts/catalogFactSchema';
import { createCelRuleLanguage } from '../rules/celRuleLanguage';
import { describeModelProblem } from './ModelProblem';
import { parseModel, pillarFilesOf } from './parseModel';

const good = `apiVersion: plumbline.io/v1
kind: MaturityModel
metadata:
  name: small
  title: Small
  version: 1.0.0
  description: A small model.
  source: { title: Tests, licence: Apache-2.0 }
pillars:
- id: running
  title: Running
  description: How it is run.
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
            title: Owned by a group
            rule: catalog.ownerKind == "group"
          - id: s-1-1.attested
            title: Known
            attestation:
              question: Known?
              evidence: Notes.
              validForDays: 90
- file: more/guarding.yaml
`;

const guarding = `apiVersion: plumbline.io/v1
kind: MaturityPillar
id: guarding
title: Guarding
description: How it is guarded.
levels:
  - level: 1
    name: Open
    goal: Anything goes.
    strategies:
      - id: g-1-1
        title: Written
        explanation: It is written.
        howTo: Write.
        criteria:
          - id: g-1-1.words
            title: Words
            appliesWhen: catalog.ownerKind == "group"
            rule: size(catalog.documentation) > 0
`;

const rules = createCelRuleLanguage([catalogFactSchema]);
const parse = (text: string, pillar = guarding) =>
  parseModel(
    {
      file: 'm.yaml',
      text,
      pillars: {
        'more/guarding.yaml': { file: 'more/guarding.yaml', text: pillar },
      },
    },
    { rules },
  );
const problemsOf = (text: string, pillar?: string) =>
  parse(text, pillar).problems?.map(describeModelProblem);

describe('parseModel', () => {
  it('reads a good model; a criterion without a how-to has that of its strategy', () => {
    const { model, problems } = parse(good);
    expect(problems).toBeUndefined();
    expect(model).toMatchObject({
      id: 'small',
      title: 'Small',
      pillars: [{ id: 'running' }, { id: 'guarding' }],
    });
    expect(model?.pillars[0].levels[0].strategies[0].criteria).toEqual([
      expect.objectContaining({
        howTo: 'Name a group.',
        rule: expect.objectContaining({
          expression: 'catalog.ownerKind == "group"',
        }),
      }),
      expect.objectContaining({
        attestation: expect.objectContaining({ validForDays: 90 }),
      }),
    ]);
    expect(model?.pillars[1].levels[0].strategies[0].criteria[0]).toMatchObject(
      { appliesWhen: { compiled: { reads: ['catalog.ownerKind'] } } },
    );
  });

  it('names the place within the file of a pillar', () => {
    expect(
      problemsOf(good, guarding.replace('catalog.doc', 'catalog.dog'))?.[0],
    ).toMatch(
      /^more\/guarding\.yaml:19:32 levels\[0\]\.strategies\[0\]\.criteria\[0\]\.rule: No such key: dogumentation/,
    );
    expect(
      problemsOf(
        good,
        guarding.replace('catalog.ownerKind ==', 'catalog.owner =='),
      )?.[0],
    ).toMatch(/^more\/guarding\.yaml:18:34 .*appliesWhen: No such key: owner/);
    expect(
      problemsOf(good, guarding.replace('MaturityPillar', 'Pillar')),
    ).toEqual(['more/guarding.yaml:2:7 kind: expected "MaturityPillar"']);
    expect(problemsOf(good, 'id: [')?.[0]).toMatch(
      /^more\/guarding\.yaml:\d+:\d+: /,
    );
  });

  it('names a pillar whose file is not there, or must not be read', () => {
    expect(problemsOf(good.replace('more/guarding', 'none'))).toEqual([
      "m.yaml:32:9 pillars[1].file: expected a file that can be read, 'none.yaml' can not",
    ]);
    for (const path of ['../secret.yaml', '/etc/a.yaml', 'https://x/a.yaml']) {
      const text = good.replace('more/guarding.yaml', path);
      expect(pillarFilesOf(text)).toEqual([]);
      expect(problemsOf(text)?.[0]).toMatch(
        /^m\.yaml:32:9 pillars\[1\]\.file: /,
      );
    }
    expect(pillarFilesOf(good)).toEqual(['more/guarding.yaml']);
    expect(pillarFilesOf('pillars: [')).toEqual([]);
  });

  it('wants the same number of levels in every pillar, and ids once over all', () => {
    const second = guarding.slice(guarding.indexOf('  - level: 1'));
    expect(
      problemsOf(
        good,
        `${guarding}${second
          .replace('level: 1', 'level: 2')
          .replaceAll('g-1-1', 'g-2-1')}`,
      ),
    ).toEqual([
      "more/guarding.yaml:7:3 levels: expected 1 levels, as 'running' has",
    ]);
    expect(problemsOf(good, guarding.replaceAll('g-1-1', 's-1-1'))).toContain(
      "more/guarding.yaml:11:13 levels[0].strategies[0].id: expected a unique id, 's-1-1' is used twice",
    );
  });

  it.each([
    [
      'a fact that does not exist',
      'catalog.ownerKind',
      'catalog.owner',
      `m.yaml:25:27 pillars[0].levels[0].strategies[0].criteria[0].rule: No such key: owner; expected one of ${Object.keys(
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
      'm.yaml:25:20 pillars[0].levels[0].strategies[0].criteria[0].rule: no such overload: int == double (facts are decimal numbers: write 3.0, not 3)',
    ],
    [
      'a missing field',
      '              question: Known?\n',
      '',
      'm.yaml:29:15 pillars[0].levels[0].strategies[0].criteria[1].attestation.question: expected string, received undefined',
    ],
    [
      'an unknown field',
      'goal: Someone owns it.',
      'goal: Someone owns it.\n    gaol: Typo',
      'm.yaml:17:11 pillars[0].levels[0].gaol: expected no such field',
    ],
    [
      'a wrong number',
      'validForDays: 90',
      'validForDays: soon',
      'm.yaml:31:29 pillars[0].levels[0].strategies[0].criteria[1].attestation.validForDays: expected number, received string',
    ],
    [
      'a level out of order',
      'level: 1',
      'level: 2',
      'm.yaml:14:12 pillars[0].levels[0].level: expected 1',
    ],
    [
      'an id used twice',
      's-1-1.attested',
      's-1-1.group',
      "m.yaml:26:17 pillars[0].levels[0].strategies[0].criteria[1].id: expected a unique id, 's-1-1.group' is used twice",
    ],
    [
      'an id of another strategy',
      's-1-1.attested',
      's-1-2.attested',
      "m.yaml:26:17 pillars[0].levels[0].strategies[0].criteria[1].id: expected an id that starts with 's-1-1.'",
    ],
    [
      'a criterion that nothing decides',
      '            rule: catalog.ownerKind == "group"\n',
      '',
      "m.yaml:23:13 pillars[0].levels[0].strategies[0].criteria[0]: expected 'rule', 'attestation' or both",
    ],
    [
      'a bad id',
      'id: s-1-1\n',
      'id: S 1\n',
      "m.yaml:18:13 pillars[0].levels[0].strategies[0].id: expected lower-case letters, digits and '-'",
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
