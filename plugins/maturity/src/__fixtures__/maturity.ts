import {
  CriterionView,
  FactView,
  LevelCount,
  LevelView,
  ModelScorecard,
  ModelSummary,
  StateCounts,
  StrategyView,
  WorkloadMaturity,
} from '@plumbline/plugin-maturity-common';

const SEEN = '2026-11-20T12:00:00.000Z';
const SINCE = '2026-11-01T12:00:00.000Z';

const states: StateCounts = {
  met: 1,
  'not-met': 1,
  unknown: 2,
  exempt: 1,
  'not-applicable': 0,
  error: 1,
};

/** Met, by the facts. */
export const owned: CriterionView = {
  id: 'oe-1-1.group',
  title: 'Owned by a group',
  howTo: 'Name a group.',
  rule: "catalog.ownerKind == 'group'",
  onlyProves: false,
  state: 'met',
  decidedBy: 'rule',
  contradiction: false,
  reason: 'Owner is a: group.',
  evidence: [{ label: 'Owner', values: ['group:default/team'] }],
  observedAt: SEEN,
  since: SINCE,
};

/** Not met by the facts, though somebody said the opposite. */
export const escalation: CriterionView = {
  ...owned,
  id: 'oe-2-1.escalation',
  title: 'Escalation path is known',
  howTo: 'Say who is called.',
  rule: 'size(catalog.escalationPath) > 0',
  attestation: {
    question: 'Does everyone know who is called?',
    evidence: 'The page that says so.',
    validForDays: 180,
  },
  state: 'not-met',
  contradiction: true,
  reason:
    'Escalation path: none. user:default/mira attested the opposite; facts count more.',
  evidence: [
    { label: 'Escalation path', values: [] },
    { label: 'Evidence', values: ['https://example.com/who-is-called'] },
  ],
};

/** Nobody has answered. */
export const tried: CriterionView = {
  id: 'oe-2-1.attested',
  title: "The team's calls were tried",
  howTo: 'Call them once.',
  onlyProves: false,
  attestation: {
    question: 'Did you try it?',
    evidence: 'Notes of the call.',
    validForDays: 90,
  },
  state: 'unknown',
  contradiction: false,
  reason: 'Nobody has attested it.',
  evidence: [],
  since: SINCE,
};

/** Nobody has answered, and an exemption was asked for. */
export const drill: CriterionView = {
  ...tried,
  id: 'oe-2-1.drill',
  title: 'A drill was held',
  attestation: { ...tried.attestation!, question: 'Was there a drill?' },
  exemption: {
    id: 'x1',
    workloadRef: 'system:default/shop',
    criterionId: 'oe-2-1.drill',
    state: 'requested',
    reason: 'The team is being built.',
    requestedBy: 'user:default/guest',
    requestedAt: SEEN,
    expiresAt: '2027-01-31T12:00:00.000Z',
  },
};

/** Exempt until further notice. */
export const rotation: CriterionView = {
  ...owned,
  id: 'se-1-1.rotation',
  title: 'Credentials rotate by themselves',
  rule: 'size(credentials.withoutRotation) == 0',
  state: 'exempt',
  decidedBy: 'exemption',
  reason: 'user:default/ines approved an exemption until 2027-03-01.',
  evidence: [{ label: 'Reason', values: ['The vendor cannot rotate.'] }],
  exemption: {
    id: 'x2',
    workloadRef: 'system:default/shop',
    criterionId: 'se-1-1.rotation',
    state: 'approved',
    reason: 'The vendor cannot rotate.',
    requestedBy: 'user:default/mira',
    requestedAt: SINCE,
    expiresAt: '2027-03-01T12:00:00.000Z',
    decidedBy: 'user:default/ines',
    decidedAt: SEEN,
  },
};

/** Its rule could not be run. */
export const broken: CriterionView = {
  ...owned,
  id: 'se-2-1.broken',
  title: 'Vaults are private',
  state: 'error',
  decidedBy: undefined,
  reason: 'The rule could not be run: no such overload.',
  evidence: [],
};

function strategy(
  id: string,
  title: string,
  state: CriterionView['state'],
  criteria: CriterionView[],
): StrategyView {
  return {
    id,
    title,
    explanation: `${title} matters.`,
    howTo: 'Begin small.',
    state,
    criteria,
  };
}

function count(
  level: number,
  total: number,
  passed: number,
  notMet: number,
): LevelCount {
  return { level, total, passed, notMet, unknown: total - passed - notMet };
}

const excellence = {
  id: 'operational-excellence',
  title: 'Operational Excellence',
  description: 'How it is run.',
  proven: 1,
  possible: 1,
  states,
  next: { level: 2, blockers: [escalation.id, tried.id, drill.id] },
};

const security = {
  id: 'security',
  title: 'Security',
  description: 'How it is kept.',
  proven: 1,
  possible: 2,
  states,
  next: { level: 2, blockers: [broken.id] },
};

const cost = {
  id: 'cost',
  title: 'Cost',
  description: 'What it takes.',
  proven: 2,
  possible: 2,
  states,
};

const counts = {
  excellence: [count(1, 1, 1, 0), count(2, 3, 0, 1)],
  security: [count(1, 1, 1, 0), count(2, 1, 0, 0)],
  cost: [count(1, 1, 1, 0), count(2, 1, 1, 0)],
};

function levels(
  levelCounts: LevelCount[],
  strategies: StrategyView[][],
): LevelView[] {
  return levelCounts.map((each, index) => ({
    level: each.level,
    name: ['Begun', 'Watched'][index],
    goal: ['Someone owns it.', 'Someone is called.'][index],
    count: each,
    strategies: strategies[index],
  }));
}

/** A workload that has proven the first of two levels, on two of three pillars. */
export const model: ModelSummary = {
  id: 'small',
  title: 'Small',
  version: '1.0.0',
  description: 'A small model.',
  source: {
    title: 'Somewhere',
    licence: 'CC BY 4.0',
    url: 'https://example.com/model',
  },
  top: 2,
  proven: 1,
  possible: 1,
  states,
  pillars: [
    { ...excellence, levels: counts.excellence },
    { ...security, levels: counts.security },
    { ...cost, levels: counts.cost },
  ],
  next: {
    level: 2,
    blockers: [
      { criterion: escalation, pillarId: 'operational-excellence' },
      { criterion: tried, pillarId: 'operational-excellence' },
      { criterion: drill, pillarId: 'operational-excellence' },
      { criterion: broken, pillarId: 'security' },
    ].map(({ criterion: { id, title, howTo, state, ...more }, pillarId }) => ({
      criterionId: id,
      title,
      howTo,
      state,
      pillarId,
      strategyId: id.split('.')[0],
      canAttest: more.attestation !== undefined,
    })),
  },
  history: [
    {
      at: '2026-11-03T12:00:00.000Z',
      pillarId: 'security',
      fromProven: 2,
      toProven: 1,
      fromPossible: 2,
      toPossible: 2,
      cause: "'Vaults are private' is unknown.",
    },
    {
      at: '2026-11-02T12:00:00.000Z',
      fromProven: 0,
      toProven: 1,
      fromPossible: 1,
      toPossible: 1,
      cause: "'Owned by a group' is met.",
    },
    {
      at: '2026-11-01T12:00:00.000Z',
      fromProven: null,
      toProven: 0,
      fromPossible: null,
      toPossible: 1,
      cause: 'Evaluated for the first time.',
    },
  ],
  contradictions: 1,
  asOf: SEEN,
};

/** The whole of {@link model}. */
export const scorecard: ModelScorecard = {
  ...model,
  workloadRef: 'system:default/shop',
  pillars: [
    {
      ...excellence,
      levels: levels(counts.excellence, [
        [strategy('oe-1-1', 'Ownership', 'met', [owned])],
        [
          strategy('oe-2-1', 'Escalation', 'not-met', [
            escalation,
            tried,
            drill,
          ]),
        ],
      ]),
    },
    {
      ...security,
      levels: levels(counts.security, [
        [strategy('se-1-1', 'Rotation', 'exempt', [rotation])],
        [strategy('se-2-1', 'Vaults', 'error', [broken])],
      ]),
    },
    {
      ...cost,
      levels: levels(counts.cost, [
        [strategy('co-1-1', 'Budget', 'met', [{ ...owned, id: 'co-1-1.a' }])],
        [strategy('co-2-1', 'Tags', 'met', [{ ...owned, id: 'co-2-1.a' }])],
      ]),
    },
  ],
};

/** Where the workload stands, as its page reads it first. */
export const maturity: WorkloadMaturity = {
  workloadRef: 'system:default/shop',
  ownerRef: 'group:default/team',
  models: [model],
  modelStatus: [
    {
      file: 'models/small.yaml',
      modelId: 'small',
      inForceSince: SINCE,
      problems: [],
    },
  ],
  sources: [{ source: 'catalog', collectedAt: SEEN }],
  may: {
    attest: { allowed: true },
    requestExemption: { allowed: true },
    decideExemption: { allowed: true },
  },
};

/** What is known of the workload. */
export const facts: FactView[] = [
  {
    name: 'catalog.escalationPath',
    title: 'Escalation path',
    value: [],
    observedAt: SEEN,
    since: SINCE,
    stale: true,
  },
];
