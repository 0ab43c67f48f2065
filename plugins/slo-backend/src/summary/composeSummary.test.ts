import { ObjectiveDefinition, SloStatus } from '@plumbline/plugin-slo-common';
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
