import {
  AlertReading,
  SloHistoryPoint,
  SloStatus,
  WorkloadAgreement,
  WorkloadExclusions,
  WorkloadSlos,
  WorkloadTimeline,
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
      formulas: [
        'Compliance = good events ÷ all events = 99.6%.',
        'Error budget = 100% − target = 1%.',
        'Coverage = measured slices ÷ slices of the window = 98.4%.',
      ],
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

/** An alert that fires. */
export const firing: AlertReading = {
  ...status().alertReadings[0],
  value: 20,
  shortValue: 30,
  met: true,
  state: 'firing',
};

/** An SLO that burns, one that has no data, one looser than its SLA, and a document error. */
export const troubled: WorkloadSlos = {
  workloadRef: 'system:default/shop',
  slos: [
    status({
      id: 'shop-latency',
      displayName: 'Latency',
      state: 'fast-burn',
      alertReadings: [firing],
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

/** What happened to the workload in those three days. */
export const timeline: WorkloadTimeline = {
  events: [
    {
      id: 'exclusion/2',
      workloadRef: 'system:default/shop',
      kind: 'maintenance',
      at: '2026-11-20T10:00:00.000Z',
      until: '2026-11-20T12:00:00.000Z',
      title: 'Search moves to another index',
    },
    {
      id: 'pipeline/77',
      workloadRef: 'system:default/shop',
      kind: 'deployment',
      at: '2026-11-19T15:00:00.000Z',
      title: 'Release 77',
      url: 'https://ci.example.com/77',
    },
    {
      id: 'weu/2',
      workloadRef: 'system:default/shop',
      kind: 'stamp-added',
      at: '2026-11-19T09:00:00.000Z',
      title: 'West Europe added, active',
      entityRef: 'resource:default/shop-weu',
    },
  ],
  alerts: [
    {
      id: 12,
      objectiveId: 'shop-latency',
      ruleId: 'burn-1h',
      name: 'Budget burns very fast',
      severity: 'critical',
      at: '2026-11-20T09:00:00.000Z',
      from: 'firing',
      to: 'inactive',
      value: 2,
      reason: 'Burns 2x over 1 hour.',
    },
    {
      id: 11,
      objectiveId: 'shop-latency',
      ruleId: 'burn-1h',
      name: 'Budget burns very fast',
      severity: 'critical',
      at: '2026-11-20T08:00:00.000Z',
      from: 'inactive',
      to: 'firing',
      value: 20,
      reason: 'Burns 20x over 1 hour.',
    },
  ],
};

const sla = {
  resourceType: 'web-app',
  service: 'Azure App Service',
  tier: 'standard',
  value: 0.9995,
  source: 'https://sla.example.com/app-service',
  date: '2026-11-01',
  confirmed: true,
};

/** Two stamps side by side behind a shared vault, and one thing that nothing is known of. */
export const agreement: WorkloadAgreement = {
  workloadRef: 'system:default/shop',
  path: {
    kind: 'serial',
    title: 'Shop',
    entityRef: 'system:default/shop',
    children: [
      {
        kind: 'dependency',
        entityRef: 'resource:default/vault',
        title: 'Vault',
        resourceType: 'key-vault',
        sla: {
          ...sla,
          service: 'Azure Key Vault',
          tier: undefined,
          value: 0.9999,
          confirmed: false,
        },
        override: 0.999,
      },
      {
        kind: 'dependency',
        entityRef: 'resource:default/odd',
        title: 'Odd thing',
        resourceType: 'odd-thing',
        sla: null,
      },
      {
        kind: 'parallel',
        title: '2 stamps',
        children: ['weu', 'eus'].map(stamp => ({
          kind: 'dependency',
          entityRef: `resource:default/app-${stamp}`,
          title: `App ${stamp}`,
          resourceType: 'web-app',
          sla,
        })),
      },
    ],
  },
  allowed: 0.999,
  arithmetic: ['Shop, all are needed: 99.9% × 99.99998% = 99.89998%.'],
  unknown: ['resource:default/odd'],
  excluded: ['resource:default/registry'],
  included: [],
  overrides: { 'resource:default/vault': 0.999 },
  offPath: [
    {
      entityRef: 'resource:default/registry',
      title: 'Registry',
      resourceType: 'container-registry',
      reason: 'Someone who answers for the workload took it off.',
    },
  ],
  findings: [
    {
      severity: 'warning',
      objectiveId: 'shop-uptime',
      slaTarget: 0.9995,
      allowed: 0.999,
      explanation: 'The SLA promises 99.95%, the services allow 99.9%.',
    },
  ],
  editedBy: 'user:default/mira',
  editedAt: '2026-11-20T12:00:00.000Z',
  asOf: '2026-11-21T11:00:00.000Z',
  mayEdit: { allowed: true },
};

/** One that is over and one that was taken back. */
export const exclusions: WorkloadExclusions = {
  exclusions: [
    {
      id: 2,
      workloadRef: 'system:default/shop',
      objectiveIds: ['shop-search'],
      from: '2026-11-20T10:00:00.000Z',
      to: '2026-11-20T12:00:00.000Z',
      reason: 'Search moves to another index',
      createdBy: 'user:default/mira',
      createdAt: '2026-11-18T12:00:00.000Z',
    },
    {
      id: 1,
      workloadRef: 'system:default/shop',
      objectiveIds: [],
      from: '2026-11-10T10:00:00.000Z',
      to: '2026-11-10T11:00:00.000Z',
      reason: 'Load test with many errors',
      createdBy: 'user:default/mira',
      createdAt: '2026-11-09T12:00:00.000Z',
      revokedAt: '2026-11-12T12:00:00.000Z',
      revokedBy: 'user:default/mira',
    },
  ],
  mayExclude: { allowed: true },
};
