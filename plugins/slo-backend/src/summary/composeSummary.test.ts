import {
  AlertReading,
  ObjectiveDefinition,
  SloStatus,
} from '@plumbline/plugin-slo-common';
import { SummaryInput, composeSummary } from './composeSummary';

const shop = 'system:default/shop';
const now = new Date('2026-11-21T12:04:00.000Z');

function status(changes: Partial<SloStatus> = {}): SloStatus {
  return {
    id: 'uptime',
    sloName: 'uptime',
    displayName: 'Uptime',
    service: 'shop',
    workloadRef: shop,
    entityRef: shop,
    method: 'Occurrences',
    target: 0.99,
    declaredIn: { file: 'slos/shop.yaml', line: 1 },
    state: 'ok',
    reason: 'Within budget: 99.4% of 99%, 40% left.',
    asOf: '2026-11-21T12:00:00.000Z',
    window: {
      duration: '30d',
      kind: 'rolling',
      start: '2026-10-22T12:00:00.000Z',
      end: '2026-11-21T12:00:00.000Z',
      periodEnd: '2026-11-21T12:00:00.000Z',
    },
    compliance: 0.994,
    remainingBudget: 0.4,
    burnRates: [],
    alertReadings: [],
    secondsToExhaustion: null,
    presentBurnRate: 0.5,
    events: { good: 994, bad: 6, total: 1_000 },
    slices: { seconds: 300, good: 1, bad: 0, empty: 0, noData: 0, expected: 1 },
    coverage: 1,
    trend: [0.51234, 0.45, 0.4],
    explanation: {
      sourceType: 'prometheus',
      dataSource: 'metrics',
      queries: [],
      formulas: [],
      estimated: false,
    },
    ...changes,
  };
}

const burns: AlertReading = {
  ruleId: 'burn-1h',
  name: 'Budget burns very fast',
  severity: 'critical',
  condition: {
    kind: 'burn-rate',
    longSeconds: 3_600,
    shortSeconds: 300,
    op: 'gt',
    threshold: 14.4,
  },
  value: 20,
  shortValue: 20,
  events: 100,
  failures: 20,
  met: true,
  state: 'firing',
  since: '2026-11-21T11:40:00.000Z',
};

const errors: AlertReading = {
  ...burns,
  ruleId: 'errors/rate',
  name: 'API error rate',
  severity: 'medium',
  condition: {
    kind: 'error-rate',
    longSeconds: 600,
    op: 'gt',
    threshold: 0.05,
  },
  value: 0.08,
};

function definitionOf(of: SloStatus): ObjectiveDefinition {
  return {
    ...of,
    window: { kind: 'rolling', duration: '30d', seconds: 30 * 86_400 },
    sliceSeconds: 300,
    sliceTarget: 1,
    indicator: {
      kind: 'threshold',
      metric: { type: 'samples', spec: {} },
      op: 'lt',
      value: 1,
    },
  };
}

function compose(statuses: SloStatus[], input: Partial<SummaryInput> = {}) {
  return composeSummary({
    workloadRef: shop,
    ownerRef: 'group:default/team',
    objectives: statuses.map(definitionOf),
    statuses,
    documentErrors: [],
    now,
    ...input,
  });
}

describe('composeSummary', () => {
  it('puts the tightest SLO on the tile and says the worst tone', () => {
    const { tile, cell, sortValue, signals } = compose([
      status({
        id: 'a',
        displayName: 'Latency',
        state: 'low',
        remainingBudget: 0.12,
      }),
      status({ id: 'b', state: 'stale', remainingBudget: -3 }),
      status({ id: 'c' }),
    ]);
    expect(tile).toEqual({
      tone: 'warning',
      headline: '12% left',
      detail: 'Latency',
      trend: [0.512, 0.45, 0.4],
      tab: 'slo',
    });
    expect(cell).toBe('Latency 12% left');
    expect(sortValue).toBe(0.12);
    expect(signals.map(({ id, state }) => [id, state])).toEqual([
      ['slo/a', 'degraded'],
      ['slo/b', 'unknown'],
      ['slo/c', 'healthy'],
    ]);
  });

  it('does not call a workload good while one of its SLOs is unknown', () => {
    expect(compose([status(), status({ state: 'stale' })]).tile.tone).toBe(
      'unknown',
    );
  });

  it.each([
    [
      'a fast burn',
      status({
        state: 'fast-burn',
        alertReadings: [burns],
        presentBurnRate: 20,
        secondsToExhaustion: 20 * 3_600,
        entityRef: 'resource:default/db',
        runbookUrl: 'https://example.com/runbook',
      }),
      {
        id: 'budget/uptime',
        tone: 'bad',
        urgency: 92,
        title: 'Uptime burns 20x: budget gone in 20 hours',
        nextStep: 'Find what fails and stop it',
        dueAt: '2026-11-22T08:00:00.000Z',
        tab: 'slo',
        ownerRef: 'group:default/team',
        entityRef: 'resource:default/db',
        runbookUrl: 'https://example.com/runbook',
      },
    ],
    [
      'a slow burn',
      status({
        state: 'slow-burn',
        alertReadings: [{ ...burns, severity: 'medium' }],
        presentBurnRate: 2.25,
        secondsToExhaustion: 4.3 * 86_400,
      }),
      {
        tone: 'warning',
        urgency: 70,
        title: 'Uptime burns 2.3x: budget gone in 4 days',
      },
    ],
    [
      'a spent budget',
      status({ state: 'exhausted', remainingBudget: -0.35 }),
      {
        tone: 'bad',
        urgency: 75,
        title: 'Uptime: error budget spent, 35% over',
      },
    ],
    [
      'a low budget',
      status({ state: 'low', remainingBudget: 0.2 }),
      {
        tone: 'warning',
        urgency: 45,
        title: 'Uptime: 20% left of the error budget',
      },
    ],
    [
      'an SLO looser than its SLA',
      status({
        slaFinding: {
          severity: 'error',
          sloTarget: 0.9,
          slaTarget: 0.99,
          explanation: '',
        },
      }),
      {
        id: 'sla/uptime',
        tone: 'bad',
        urgency: 60,
        title: 'Uptime: the SLO (90%) is looser than its SLA (99%)',
        nextStep: 'Set the SLO above 99%',
      },
    ],
    [
      'an SLO equal to its SLA',
      status({
        slaFinding: {
          severity: 'warning',
          sloTarget: 0.99,
          slaTarget: 0.99,
          explanation: '',
        },
      }),
      { tone: 'warning', urgency: 30 },
    ],
    [
      'no data',
      status({ state: 'no-data', remainingBudget: null, asOf: null }),
      { id: 'no-data', tone: 'unknown', title: 'Uptime: no new data' },
    ],
  ])('asks for attention to %s', (_, of, item) => {
    const { attention } = compose([of]);
    expect(attention).toHaveLength(1);
    expect(attention[0]).toMatchObject(item);
  });

  it('says which alert fires when it is not about the burn rate, once for each SLO', () => {
    const { attention, signals } = compose([
      status({
        state: 'slow-burn',
        alertReadings: [
          errors,
          { ...errors, ruleId: 'slow', severity: 'low' },
          { ...errors, ruleId: 'quiet', state: 'inactive', met: false },
        ],
      }),
    ]);
    expect(attention).toEqual([
      expect.objectContaining({
        id: 'alert/uptime',
        tone: 'warning',
        urgency: 68,
        title:
          'Uptime: API error rate (above 5% bad over 10 minutes) and 1 more',
        nextStep: 'Find out why before users notice',
      }),
    ]);
    expect(signals[0]).toMatchObject({ state: 'degraded' });
    expect(signals[0].reason).toMatch(
      /Alerts: API error rate \(medium\), API error rate \(low\)\.$/,
    );
  });

  it('tells the map why there is no data', () => {
    const error = 'No data source is configured';
    const { signals } = compose([
      status({ state: 'no-data', reason: 'No data yet.', error }),
    ]);
    expect(signals[0].reason).toBe(
      'Uptime: No data yet. No data source is configured.',
    );
  });

  it('puts what is down before what burns', () => {
    const { attention } = compose([
      status({
        state: 'fast-burn',
        presentBurnRate: 100,
        alertReadings: [{ ...errors, severity: 'critical' }, burns],
      }),
    ]);
    expect(attention.map(({ id, urgency }) => [id, urgency])).toEqual([
      ['alert/uptime', 96],
      ['budget/uptime', 92],
    ]);
  });

  it('tells a low budget once, by alert or not, and no alert of old data', () => {
    const budget: AlertReading = {
      ...errors,
      condition: { kind: 'budget', op: 'lt', threshold: 0.3 },
    };
    const ids = (changes: Partial<SloStatus>) =>
      compose([status({ alertReadings: [budget], ...changes })]).attention.map(
        ({ id }) => id,
      );
    expect(ids({ state: 'low' })).toEqual(['budget/uptime']);
    expect(ids({ state: 'slow-burn' })).toEqual(['alert/uptime']);
    expect(ids({ state: 'stale' })).toEqual(['no-data']);
  });

  it('does as the budget policy says, and tells what is frozen once', () => {
    const policy = {
      title: 'House rules',
      step: {
        below: 0,
        action: 'Work on reliability only',
        freeze: ['feature releases'],
      },
    };
    const spent = { state: 'exhausted', remainingBudget: -0.1 } as const;
    const { attention } = compose([
      status({ ...spent, policy }),
      status({ ...spent, policy, id: 'latency', displayName: 'Latency' }),
      status({ id: 'old', state: 'stale', policy }),
      status({ id: 'fine', policy: { title: 'House rules', step: null } }),
    ]);
    expect(
      attention.map(({ id, title, nextStep }) => [id, title, nextStep]),
    ).toEqual([
      [
        'budget/uptime',
        'Uptime: error budget spent, 10% over',
        'Work on reliability only',
      ],
      [
        'budget/latency',
        'Latency: error budget spent, 10% over',
        'Work on reliability only',
      ],
      [
        'policy/feature releases',
        'Frozen by House rules: feature releases, for Uptime and 1 more',
        'Work on reliability only',
      ],
      ['no-data', 'Uptime: no new data', expect.anything()],
    ]);
  });

  it('asks for attention to a promise above what dependencies allow', () => {
    const { attention } = compose([status()], {
      agreement: {
        workloadRef: shop,
        path: null,
        allowed: 0.996904,
        arithmetic: [],
        unknown: [],
        excluded: [],
        findings: [
          {
            severity: 'warning',
            objectiveId: 'uptime',
            slaTarget: 0.999,
            allowed: 0.996904,
            explanation: '',
          },
        ],
        asOf: now.toISOString(),
      },
    });
    expect(attention).toEqual([
      expect.objectContaining({
        id: 'agreement/uptime',
        tone: 'warning',
        urgency: 40,
        title:
          'Uptime: the SLA (99.9%) is above what its dependencies allow (99.6904%)',
      }),
    ]);
  });

  it('names a failing source once, however many SLOs it feeds', () => {
    const { attention } = compose(
      ['a', 'b', 'c'].map(id =>
        status({ id, state: 'stale', error: 'metrics cannot be reached' }),
      ),
    );
    expect(attention).toEqual([
      expect.objectContaining({
        id: 'source/metrics',
        tone: 'unknown',
        title: 'Uptime and 2 more: the source metrics does not answer',
        nextStep: 'Look why: metrics cannot be reached',
      }),
    ]);
  });

  it('does not change with time alone', () => {
    const at = (minutes: number) => ({
      ...compose([
        status({
          state: 'fast-burn',
          alertReadings: [burns],
          secondsToExhaustion: 20 * 3_600,
          asOf: new Date(now.getTime() + minutes * 60_000).toISOString(),
        }),
      ]),
      asOf: '',
    });
    expect(at(5)).toEqual(at(0));
  });

  it('gives facts to maturity models, of workloads without an SLO too', () => {
    expect(compose([]).facts).toEqual({ objectives: [] });
    expect(compose([status({ state: 'exhausted' })]).facts).toMatchObject({
      objectives: ['uptime'],
      missed: ['uptime'],
    });
    const unread = {
      severity: 'error' as const,
      file: 'slos/shop.yaml',
      line: 1,
      column: 1,
      field: '',
      expected: 'well-formed YAML',
      message: 'The document is not well-formed; expected well-formed YAML',
      reportedAt: now.toISOString(),
    };
    expect(compose([], { documentErrors: [unread] }).facts).toEqual({});
    const hardlyMeant = { ...unread, severity: 'warning' as const };
    expect(compose([], { documentErrors: [hardlyMeant] }).facts).toEqual({
      objectives: [],
    });
  });

  it('names the entity only when it is not the whole workload', () => {
    expect(compose([status({ state: 'low' })]).attention[0].entityRef).toBe(
      undefined,
    );
  });
});
