import {
  SloHistoryPoint,
  SloStatus,
  WorkloadSlos,
} from '@plumbline/plugin-slo-common';

/** A workload entity for the tests. */
export const workload = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop', namespace: 'default' },
  spec: { type: 'workload', owner: 'group:default/team' },
};

/** A status as the back end sends it, within budget unless told. */
export function status(changes: Partial<SloStatus> = {}): SloStatus {
  return {
    id: 'shop-uptime',
    sloName: 'shop-uptime',
    displayName: 'Uptime',
    description: 'The shop answers.',
    service: 'shop',
    workloadRef: 'system:default/shop',
    entityRef: 'system:default/shop',
    method: 'Occurrences',
    target: 0.99,
    declaredIn: { file: 'slos/shop.yaml', line: 12 },
    state: 'ok',
    reason: 'Within budget: 99.6% of 99%, 60% left.',
    asOf: '2026-11-21T12:00:00.000Z',
    window: {
      duration: '30d',
      kind: 'rolling',
      start: '2026-10-22T12:00:00.000Z',
      end: '2026-11-21T12:00:00.000Z',
      periodEnd: '2026-11-21T12:00:00.000Z',
    },
    compliance: 0.996,
    remainingBudget: 0.6,
    burnRates: [
      { seconds: 3_600, rate: 0 },
      { seconds: 21_600, rate: 0.4 },
      { seconds: 259_200, rate: null },
    ],
    alertReadings: [
      {
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
        value: 0,
        shortValue: 0,
        events: 1_400,
        failures: 0,
        met: false,
        state: 'inactive',
        since: '2026-11-20T09:00:00.000Z',
      },
    ],
    secondsToExhaustion: null,
    presentBurnRate: 0.4,
    events: { good: 996_000, bad: 4_000, total: 1_000_000 },
    slices: {
      seconds: 300,
      good: 8_000,
      bad: 500,
      empty: 0,
      noData: 140,
      expected: 8_640,
    },
    coverage: 0.984,
    trend: [0.7, 0.65, 0.6],
    explanation: {
      sourceType: 'samples',
      queries: [
        { role: 'good', text: 'shop-uptime.good' },
        { role: 'total', text: 'shop-uptime.total' },
      ],
      formulas: ['Compliance = good events ÷ all events = 99.6%.'],
      estimated: false,
    },
    ...changes,
  };
}

/** Three days, one of them without data. */
export const points: SloHistoryPoint[] = [
  { day: '2026-11-19', remainingBudget: 0.7, compliance: 0.997, coverage: 1 },
  { day: '2026-11-20', remainingBudget: null, compliance: null, coverage: 0 },
  { day: '2026-11-21', remainingBudget: -0.2, compliance: 0.988, coverage: 1 },
];

/** An SLO that burns, one that has no data, one looser than its SLA, and a document error. */
export const troubled: WorkloadSlos = {
  workloadRef: 'system:default/shop',
  slos: [
    status({
      id: 'shop-latency',
      displayName: 'Latency',
      state: 'fast-burn',
      remainingBudget: 0.12,
      secondsToExhaustion: 4 * 86_400,
    }),
    status({
      id: 'shop-search',
      displayName: 'Search',
      state: 'no-data',
      compliance: null,
      remainingBudget: null,
      asOf: null,
      coverage: 0,
      trend: [],
      error: 'metrics did not answer within 30 s',
      errorAt: '2026-11-21T11:00:00.000Z',
    }),
    status({
      target: 0.9,
      sla: { target: 0.99, name: 'Agreement' },
      slaFinding: {
        severity: 'error',
        sloTarget: 0.9,
        slaTarget: 0.99,
        slaName: 'Agreement',
        explanation: 'The SLO asks for 90% where the SLA promises 99%.',
      },
    }),
    status({ id: 'shop-fourth', displayName: 'Fourth' }),
  ],
  documentErrors: [
    {
      severity: 'error',
      file: 'slos/shop.yaml',
      line: 20,
      column: 15,
      field: 'spec.objectives[0].target',
      expected: 'a number of at least 0 and below 1',
      message: 'spec.objectives[0].target is 99; expected a number',
      reportedAt: '2026-11-21T12:00:00.000Z',
    },
  ],
};
