import fc from 'fast-check';
import { FactSourceSchema, FactValue, Facts } from '../facts/schema';
import { Criterion } from '../model/MaturityModel';
import { createCelRuleLanguage } from '../rules/celRuleLanguage';
import { modelOf } from '../__fixtures__/model';
import { explain } from './explain';
import { judge } from './judge';
import { Knowledge, nextChangeByTime, prepare } from './knowledge';
import { ApprovedExemption, Attestation } from './results';

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
      machines: { type: 'strings', title: 'Machines', description: '' },
    },
  },
];
const rules = createCelRuleLanguage(sources);
const rule = (expression: string) => ({
  expression,
  compiled: rules.compile(expression),
});
const tagged: Criterion = {
  id: 's.rule',
  title: 'Tagged',
  howTo: 'Tag it.',
  rule: rule('test.yes && size(test.tags) > 1'),
};
const asked: Criterion = {
  id: 's.attested',
  title: 'Tried',
  howTo: 'Try.',
  attestation: { question: 'Tried?', evidence: 'Notes', validForDays: 10 },
};
const both: Criterion = { ...asked, rule: rule('test.yes') };

const at = '2026-11-20T12:00:00.000Z';
const fresh = '2026-11-20T11:00:00.000Z';
const stale = '2026-11-19T11:00:00.000Z';

const answer: Attestation = {
  criterionId: asked.id,
  answer: 'met',
  attestedBy: 'user:default/ada',
  attestedAt: '2026-11-15T00:00:00.000Z',
  expiresAt: '2026-11-22T00:00:00.000Z',
};
const exemption: ApprovedExemption = {
  criterionId: asked.id,
  reason: 'It is to be retired in spring.',
  approvedBy: 'user:default/eve',
  approvedAt: '2026-11-10T00:00:00.000Z',
  expiresAt: '2026-12-01T00:00:00.000Z',
};

function fact(value: FactValue, observedAt = fresh) {
  return { value, observedAt };
}

/** Facts of the source by name. */
function factsOf(
  known: Record<string, ReturnType<typeof fact> | undefined>,
): Facts {
  const values: Facts[string]['values'] = {};
  const observedAtOf: Record<string, string> = {};
  for (const [name, of] of Object.entries(known)) {
    if (!of) continue;
    values[name] = of.value;
    observedAtOf[name] = of.observedAt;
  }
  return { test: { observedAt: fresh, values, observedAtOf } };
}

function decide(
  criterion: Criterion,
  knowledge: Partial<Knowledge> = {},
  time = at,
) {
  const prepared = prepare(
    { facts: {}, attestations: [], exemptions: [], ...knowledge },
    sources,
    time,
  );
  const result = judge(criterion, prepared);
  return { ...result, ...explain(criterion, prepared, result) };
}

describe('a rule', () => {
  it('is met, with the facts as reason and the oldest as age', () => {
    expect(
      decide(tagged, {
        facts: factsOf({ tags: fact(['a', 'b']), yes: fact(true, at) }),
      }),
    ).toEqual({
      state: 'met',
      decidedBy: 'rule',
      contradiction: false,
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
      decide(tagged, { facts: factsOf({ tags: fact([]) }) }),
    ).toMatchObject({
      state: 'not-met',
      reason: 'Tags: none.',
    });
  });

  it('is unknown while a fact that matters is missing, and says which', () => {
    expect(
      decide(tagged, { facts: factsOf({ yes: fact(true) }) }),
    ).toMatchObject({
      state: 'unknown',
      reason: 'Not known: Tags (there are none).',
    });
    expect(decide(tagged)).toMatchObject({
      state: 'unknown',
      reason: 'Not known: Tags (there are none); Ready (not collected yet).',
    });
  });

  it('is unknown when a fact that matters is stale', () => {
    expect(
      decide(tagged, {
        facts: factsOf({
          tags: fact(['a', 'b'], stale),
          yes: fact(true),
        }),
      }),
    ).toMatchObject({
      state: 'unknown',
      reason: 'Not known: Tags (not seen for more than 24 hours).',
    });
  });

  it('names only some of many values', () => {
    const { reason } = decide(tagged, {
      facts: factsOf({
        tags: fact(['a', 'b', 'c', 'd', 'e', 'f', 'g']),
        yes: fact(true),
      }),
    });
    expect(reason).toBe('Tags: a, b, c, d, e and 2 more; Ready: yes.');
  });

  it('that cannot be run is an error, and says why', () => {
    const broken: Criterion = {
      ...tagged,
      rule: {
        expression: 'test.yes',
        compiled: {
          reads: ['test.yes'],
          evaluate: () => {
            throw new Error('no such thing');
          },
        },
      },
    };
    expect(
      decide(broken, { facts: factsOf({ yes: fact(true) }) }),
    ).toMatchObject({
      state: 'error',
      reason: 'The rule could not be run: no such thing.',
    });
  });
});

describe('a question', () => {
  it.each([
    ['met', '2026-11-21T23:59:59Z', 'met'],
    ['met', '2026-11-22T00:00:00Z', 'unknown'],
    ['not-met', '2026-11-21T00:00:00Z', 'not-met'],
    ['not-met', '2026-11-23T00:00:00Z', 'unknown'],
  ] as const)('answered %s at %s is %s', (said, time, state) => {
    expect(
      decide(asked, { attestations: [{ ...answer, answer: said }] }, time),
    ).toMatchObject({ state, observedAt: answer.attestedAt });
  });

  it('is decided by the newest answer, and no longer than the model allows', () => {
    const newer: Attestation = {
      ...answer,
      answer: 'not-met',
      attestedAt: '2026-11-16T00:00:00.000Z',
      expiresAt: '2030-01-01T00:00:00.000Z',
    };
    for (const attestations of [
      [answer, newer],
      [newer, answer],
    ]) {
      expect(decide(asked, { attestations }).state).toBe('not-met');
      expect(
        decide(asked, { attestations }, '2026-11-27T00:00:00Z').reason,
      ).toBe("The answer 'not met' of user:default/ada expired on 2026-11-26.");
    }
  });

  it('is unknown while nobody has answered', () => {
    expect(decide(asked)).toMatchObject({
      state: 'unknown',
      reason: 'Nobody has attested it.',
      evidence: [],
    });
  });

  it('shows note and evidence', () => {
    const { evidence } = decide(asked, {
      attestations: [
        { ...answer, note: 'Fine', evidenceUrl: 'https://example.com' },
      ],
    });
    expect(evidence).toEqual([
      { label: 'Evidence', values: ['https://example.com'] },
      { label: 'Note', values: ['Fine'] },
    ]);
  });
});

describe('a rule with a question', () => {
  it('is decided by facts, and flags an answer that says the opposite', () => {
    expect(
      decide(both, {
        facts: factsOf({ yes: fact(false) }),
        attestations: [answer],
      }),
    ).toMatchObject({
      state: 'not-met',
      decidedBy: 'rule',
      contradiction: true,
      reason:
        'Ready: no. user:default/ada attested the opposite; facts count more.',
    });
  });

  it('is decided by the answer while the facts are missing', () => {
    expect(decide(both, { attestations: [answer] })).toMatchObject({
      state: 'met',
      decidedBy: 'attestation',
      contradiction: false,
    });
    expect(decide(both).reason).toBe(
      'Not known: Ready (not collected yet). Nobody has attested it.',
    );
  });
});

describe('a rule that only proves', () => {
  const proving: Criterion = { ...both, onlyProves: true };

  it('is met where it is true, whatever a person says', () => {
    expect(
      decide(proving, {
        facts: factsOf({ yes: fact(true) }),
        attestations: [{ ...answer, answer: 'not-met' }],
      }),
    ).toMatchObject({ state: 'met', decidedBy: 'rule', contradiction: true });
  });

  it('says nothing where it is false: a person decides', () => {
    const facts = factsOf({ yes: fact(false) });
    expect(decide(proving, { facts })).toMatchObject({
      state: 'unknown',
      reason: 'Facts do not prove it. Ready: no. Nobody has attested it.',
    });
    expect(decide(proving, { facts, attestations: [answer] })).toMatchObject({
      state: 'met',
      decidedBy: 'attestation',
      contradiction: false,
    });
  });
});

describe('an exemption', () => {
  it('makes what is not met or unknown exempt, while it lasts', () => {
    const exemptions = [exemption];
    const no = { facts: factsOf({ yes: fact(false) }), exemptions };
    expect(decide(both, no)).toMatchObject({
      state: 'exempt',
      decidedBy: 'exemption',
      reason: 'user:default/eve approved an exemption until 2026-12-01.',
      evidence: [{ label: 'Reason', values: [exemption.reason] }],
    });
    expect(decide(both, { exemptions }).state).toBe('exempt');
    expect(decide(both, no, '2026-12-01T00:00:00Z').state).not.toBe('exempt');
  });

  it('leaves what is met as it is', () => {
    expect(
      decide(both, {
        facts: factsOf({ yes: fact(true) }),
        exemptions: [exemption],
      }).state,
    ).toBe('met');
  });
});

describe('applicability', () => {
  const onMachines: Criterion = {
    ...both,
    appliesWhen: rule('size(test.machines) > 0'),
  };

  it('that is denied outranks all else', () => {
    expect(
      decide(onMachines, {
        facts: factsOf({ machines: fact([]), yes: fact(false) }),
        exemptions: [exemption],
      }),
    ).toMatchObject({
      state: 'not-applicable',
      reason: 'It does not apply. Machines: none.',
    });
  });

  it('that is unknown lets only pass what passes either way', () => {
    expect(
      decide(onMachines, { facts: factsOf({ yes: fact(true) }) }).state,
    ).toBe('met');
    expect(
      decide(onMachines, { facts: factsOf({ yes: fact(false) }) }),
    ).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining('Not known whether it applies'),
    });
  });
});

describe('nextChangeByTime', () => {
  const model = modelOf([[1]]);
  model.pillars[0].levels[0].strategies[0].criteria = [both];

  it('is the first end of a fact, an answer or an exemption to come', () => {
    const next = (knowledge: Partial<Knowledge>, time = at) => {
      const end = nextChangeByTime(
        prepare(
          { facts: {}, attestations: [], exemptions: [], ...knowledge },
          sources,
          time,
        ),
        model,
      );
      return end === undefined ? undefined : new Date(end).toISOString();
    };
    expect(next({})).toBeUndefined();
    expect(next({ attestations: [answer] })).toBe(answer.expiresAt);
    expect(next({ attestations: [answer], exemptions: [exemption] })).toBe(
      answer.expiresAt,
    );
    expect(
      next({
        attestations: [answer],
        facts: factsOf({ yes: fact(true), tags: fact([], stale) }),
      }),
    ).toBe('2026-11-21T11:00:00.001Z');
    // At that very moment it is over, and the next end counts.
    expect(
      next(
        { attestations: [answer], facts: factsOf({ yes: fact(true) }) },
        '2026-11-21T11:00:00.001Z',
      ),
    ).toBe(answer.expiresAt);
  });

  it('misses no change: until then every result stays as it is', () => {
    const hours = fc.integer({ min: -60, max: 60 });
    const timeIn = (offset: number) =>
      new Date(Date.parse(at) + offset * 3_600_000).toISOString();
    fc.assert(
      fc.property(
        fc.record({
          fact: fc.option(
            fc.record({
              value: fc.boolean(),
              seen: hours.filter(offset => offset <= 0),
            }),
          ),
          answer: fc.option(
            fc.record({ met: fc.boolean(), given: hours, ends: hours }),
          ),
          exempt: fc.option(hours),
          later: fc.integer({ min: 0, max: 200 }),
        }),
        ({ fact: known, answer: said, exempt, later }) => {
          const knowledge: Knowledge = {
            facts: known
              ? factsOf({ yes: fact(known.value, timeIn(known.seen)) })
              : {},
            attestations: said
              ? [
                  {
                    ...answer,
                    answer: said.met ? 'met' : 'not-met',
                    attestedAt: timeIn(said.given),
                    expiresAt: timeIn(said.ends),
                  },
                ]
              : [],
            exemptions:
              exempt === null
                ? []
                : [{ ...exemption, expiresAt: timeIn(exempt) }],
          };
          const now = prepare(knowledge, sources, at);
          const end = nextChangeByTime(now, model) ?? Infinity;
          const then = Math.min(Date.parse(timeIn(later)), end - 1);
          if (then < Date.parse(at)) return;
          const after = prepare(
            knowledge,
            sources,
            new Date(then).toISOString(),
          );
          expect(judge(both, after)).toEqual(judge(both, now));
        },
      ),
    );
  });
});
