import fc from 'fast-check';
import { resource, shopGraph } from './__testUtils__/shop';
import { completeHealthModel, emptyHealthModel } from './defaultHealthModel';
import { formatHealthModel, parseHealthModel } from './parseHealthModel';

const HEAD = `apiVersion: plumbline.io/v1
kind: HealthModel
metadata:
  name: shop
`;

const FULL = `${HEAD}spec:
  signals:
    - id: push/connections
      name: Connections in use
      unit: '%'
      operator: '>='
      degraded: 80
      unhealthy: 95
  mapping:
    - signal: secret-expiry/*
      impact: limited
    - signal: slo/pay
      of: component:default/api
      node: flow:pay
  nodes:
    - ref: db
      impact: standard
      criticality: critical
      aggregation: { kind: minHealthy, unit: percent, unhealthy: 50, degraded: 75 }
      ignoreUnknown: false
  stamps:
    aggregation: { kind: redundant }
  userFlows:
    - id: pay
      title: Pay an invoice
      criticality: critical
      dependsOn: [api, resource:default/db]
      signals: [slo/pay-*]
  objective: { percent: 99.95, days: 28 }
  maintenance:
    - id: patches
      from: 2026-11-02T20:00:00+01:00
      to: 2026-11-02T22:00:00+01:00
      everyDays: 7
      nodes: [db]
  escalation:
    - { contact: group:default/shop, afterMinutes: 0 }
    - { contact: user:default/boss, afterMinutes: 30 }
  alerts:
    openAfter: { Sev1: 120 }
`;

function problemsOf(text: string) {
  return (parseHealthModel(text).problems ?? []).map(
    ({ line, column, field, expected }) =>
      `${line}:${column} ${field}: ${expected}`,
  );
}

describe('parseHealthModel', () => {
  it('reads everything, refs in full and times in UTC', () => {
    const { model, problems } = parseHealthModel(FULL);
    expect(problems).toBeUndefined();
    expect(model).toMatchObject({
      mapping: [{}, { of: 'component:default/api', node: 'flow:pay' }],
      nodes: [{ ref: resource('db'), ignoreUnknown: false }],
      userFlows: [{ dependsOn: ['component:default/api', resource('db')] }],
      maintenance: [
        { from: '2026-11-02T19:00:00.000Z', nodes: [resource('db')] },
      ],
      alerts: {
        openAfter: { Sev1: 120, Sev2: 300, Sev3: 900 },
        closeAfter: 600,
      },
    });
  });

  it('reads a model that sets nothing', () => {
    expect(parseHealthModel(`${HEAD}spec: {}`)).toEqual({
      name: 'shop',
      model: emptyHealthModel(),
    });
  });

  it('reads back what it writes', () => {
    const { model } = parseHealthModel(FULL);
    expect(parseHealthModel(formatHealthModel('shop', model!))).toEqual({
      name: 'shop',
      model,
    });
    const written = completeHealthModel(shopGraph(), model!);
    expect(parseHealthModel(formatHealthModel('shop', written)).model).toEqual(
      written,
    );
  });

  it.each<[string, string, string[]]>([
    [
      'nothing',
      '',
      ['1:1 : a HealthModel: apiVersion, kind, metadata and spec'],
    ],
    [
      'no YAML',
      `${HEAD}spec: [`,
      ['5:8 : entries of one list or map at the same indentation'],
    ],
    [
      'another kind',
      `${HEAD.replace('HealthModel', 'Model')}spec: {}`,
      ['2:7 kind: HealthModel'],
    ],
    [
      'an unknown field',
      `${HEAD}spec:\n  flows: []\n`,
      ['6:3 spec.flows: nothing here: no field has this name'],
    ],
    [
      'what is missing',
      `${HEAD}spec:\n  signals:\n    - id: a\n      name: A\n      operator: '>='\n`,
      ['7:7 spec.signals[0].unhealthy: a number; it is missing'],
    ],
    [
      'wrong words',
      `${HEAD}spec:\n  nodes:\n    - ref: db\n      impact: none\n`,
      ['8:15 spec.nodes[0].impact: one of standard, limited, suppressed'],
    ],
    [
      'a threshold on the wrong side',
      `${HEAD}spec:\n  signals:\n    - { id: a, name: A, operator: '>=', unhealthy: 5, degraded: 9 }\n`,
      [
        '7:65 spec.signals[0].degraded: a number below 5, where unhealthy begins; otherwise no value would be degraded',
      ],
    ],
    [
      'a counting rule on the wrong side',
      `${HEAD}spec:\n  stamps:\n    aggregation: { kind: minHealthy, unit: count, unhealthy: 2, degraded: 1 }\n`,
      [
        '7:75 spec.stamps.aggregation.degraded: a number above 2, where unhealthy begins; otherwise it would never be degraded',
      ],
    ],
    [
      'an unknown rule',
      `${HEAD}spec:\n  stamps:\n    aggregation: { kind: best }\n`,
      [
        '7:26 spec.stamps.aggregation.kind: kind: one of worstOf, minHealthy, maxNotHealthy, redundant',
      ],
    ],
    [
      'a day that there is not, and an end before the begin',
      `${HEAD}spec:\n  maintenance:\n    - { id: a, from: 2026-02-30T00:00:00Z, to: 2026-03-01T00:00:00Z }\n    - { id: b, from: 2026-03-02T00:00:00Z, to: 2026-03-01T00:00:00Z }\n`,
      [
        '7:22 spec.maintenance[0].from: a time with its zone such as 2027-03-31T20:00:00Z',
        '8:48 spec.maintenance[1].to: a time after from',
      ],
    ],
    [
      'the same name twice, a flow that is none',
      `${HEAD}spec:\n  nodes: [{ ref: db }, { ref: resource:default/db }]\n  mapping: [{ signal: a, node: flow:pay }]\n`,
      [
        '6:31 spec.nodes[1].ref: one that no other of nodes has',
        '7:32 spec.mapping[0].node: a user flow of this model',
      ],
    ],
    [
      'an objective that is none',
      `${HEAD}spec:\n  objective: { percent: 0, days: 28 }\n`,
      [
        '6:25 spec.objective.percent: a percentage above 0 and at most 100, such as 99.9',
      ],
    ],
  ])('says where and what was expected: %s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('never throws, and has a model or a problem', () => {
    const cut = fc.tuple(
      fc.nat(FULL.length),
      fc.nat(30),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(cut, ([from, length, put]) => {
        const text = FULL.slice(0, from) + put + FULL.slice(from + length);
        const { model, problems } = parseHealthModel(text);
        expect(model !== undefined || problems!.length > 0).toBe(true);
        for (const { line, column, expected } of problems ?? []) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(expected).not.toBe('');
        }
      }),
      { numRuns: 300 },
    );
  });
});
