import {
  Campaign,
  DryRun,
  ExemptionRow,
  Milestone,
  MilestoneComparison,
  ModelStatus,
  ModelView,
  PortfolioChanges,
  PortfolioPage,
  PortfolioSummary,
} from '@plumbline/plugin-maturity-common';
import { MaturityApi } from '../../../api/MaturityApi';

/** A model of two pillars with two levels. */
export const model: ModelView = {
  id: 'small',
  title: 'Small',
  version: '1.0.0',
  description: 'A small model.',
  source: { title: 'Somewhere', licence: 'CC BY 4.0' },
  pillars: [
    {
      id: 'reliability',
      title: 'Reliability',
      description: 'It runs.',
      levels: [
        {
          level: 1,
          name: 'Begun',
          goal: 'Someone looks.',
          strategies: [
            {
              id: 're-1-1',
              title: 'Back up the data',
              explanation: 'Data gets lost.',
              howTo: 'Declare backups.',
              criteria: [
                {
                  id: 're-1-1.backups',
                  title: 'Backups are declared',
                  howTo: 'Declare them.',
                  rule: 'size(repository.backups) > 0',
                  onlyProves: true,
                },
              ],
            },
          ],
        },
        {
          level: 2,
          name: 'Proven',
          goal: 'It was tried.',
          strategies: [
            {
              id: 're-2-1',
              title: 'Restore the data',
              explanation: 'A backup that was never restored is a hope.',
              howTo: 'Restore once.',
              criteria: [
                {
                  id: 're-2-1.attested',
                  title: 'A restore was tried',
                  howTo: 'Try it.',
                  onlyProves: false,
                  attestation: {
                    question: 'Was a restore tried?',
                    evidence: 'Its notes.',
                    validForDays: 180,
                  },
                },
              ],
            },
          ],
        },
      ],
    },
    {
      id: 'security',
      title: 'Security',
      description: 'It keeps others out.',
      levels: [
        { level: 1, name: 'Closed', goal: 'Doors shut.', strategies: [] },
        { level: 2, name: 'Locked', goal: 'Locks hold.', strategies: [] },
      ],
    },
  ],
};

/** The model's status without problems. */
export const status: ModelStatus = {
  file: 'models/small/model.yaml',
  modelId: 'small',
  title: 'Small',
  version: '1.0.0',
  inForceSince: '2026-11-01T12:00:00.000Z',
  problems: [],
};

/** Two workloads. */
export const portfolio: PortfolioPage = {
  items: [
    {
      workloadRef: 'system:default/shop',
      title: 'Shop',
      ownerRef: 'group:default/team',
      domainRef: 'domain:default/sales',
      lifecycle: 'production',
      proven: 0,
      possible: 1,
      blockers: 3,
      notMet: 1,
      unknown: 2,
      exempt: 1,
      contradictions: 1,
      pillars: [
        { id: 'reliability', proven: 0, possible: 1, notMet: 1, unknown: 2 },
        { id: 'security', proven: 2, possible: 2, notMet: 0, unknown: 0 },
      ],
      changedAt: '2026-11-20T12:00:00.000Z',
    },
    {
      workloadRef: 'system:default/bank',
      title: 'Bank',
      proven: 1,
      possible: 1,
      blockers: 1,
      notMet: 1,
      unknown: 0,
      exempt: 0,
      contradictions: 0,
      pillars: [
        { id: 'reliability', proven: 1, possible: 1, notMet: 1, unknown: 0 },
        { id: 'security', proven: 1, possible: 1, notMet: 0, unknown: 0 },
      ],
      changedAt: '2026-11-19T12:00:00.000Z',
    },
  ],
  total: 42,
};

/** Where they stand together. */
export const summary: PortfolioSummary = {
  distribution: [30, 10, 2],
  trend: [
    { day: '2026-10-01', distribution: [40, 2, 0], mean: 0.05 },
    { day: '2026-11-20', distribution: [30, 10, 2], mean: 0.33 },
  ],
  mostMissed: [
    {
      strategyId: 're-1-1',
      title: 'Back up the data',
      pillarId: 'reliability',
      level: 1,
      notMet: 21,
      unknown: 4,
      workloads: 42,
    },
  ],
  countedAt: '2026-11-20T12:00:00.000Z',
};

/** One rise and one fall. */
export const changes: PortfolioChanges = {
  items: [
    {
      workloadRef: 'system:default/shop',
      title: 'Shop',
      ownerRef: 'group:default/team',
      at: '2026-11-20T12:00:00.000Z',
      pillarId: 'security',
      fromProven: 1,
      toProven: 2,
      fromPossible: 2,
      toPossible: 2,
      cause: "'Doors are locked' is met.",
    },
    {
      workloadRef: 'system:default/bank',
      title: 'Bank',
      at: '2026-11-19T12:00:00.000Z',
      fromProven: 2,
      toProven: 1,
      fromPossible: 2,
      toPossible: 1,
      cause: "'Backups are declared' is not met.",
    },
  ],
  total: 2,
  rose: 1,
  returned: 0,
  fell: 1,
};

/** A campaign that is behind. */
export const campaign: Campaign = {
  id: 'c1',
  title: 'Level 1 by March',
  description: 'Ask in the guild.',
  goal: { kind: 'level', modelId: 'small', pillarId: 'reliability', level: 1 },
  scope: { owners: ['group:default/team'] },
  ownerRef: 'group:default/platform',
  startsAt: '2026-10-01T00:00:00.000Z',
  deadline: '2027-03-01T00:00:00.000Z',
  remindDaysBefore: [30, 7],
  state: 'running',
  createdBy: 'user:default/guest',
  createdAt: '2026-10-01T00:00:00.000Z',
  progress: {
    workloads: 42,
    done: 12,
    notStarted: 20,
    ownersNotStarted: 6,
    expected: 0.4,
    onTrack: false,
  },
};

/** Two frozen times. */
export const milestones: Milestone[] = [
  {
    id: 'm1',
    modelId: 'small',
    title: 'Summer',
    createdBy: 'user:default/guest',
    at: '2026-06-30T12:00:00.000Z',
    workloads: 40,
    mean: 0.25,
  },
  {
    id: 'm2',
    modelId: 'small',
    title: 'Autumn',
    note: 'After the audit',
    createdBy: 'user:default/guest',
    at: '2026-09-30T12:00:00.000Z',
    workloads: 42,
    mean: 0.5,
  },
];

/** What changed from Autumn to now. */
export const comparison: MilestoneComparison = {
  from: { title: 'Autumn', at: '2026-09-30T12:00:00.000Z' },
  to: { title: 'Now', at: '2026-11-21T12:00:00.000Z' },
  rose: 14,
  fell: 3,
  same: 24,
  added: 1,
  gone: 2,
  items: [
    {
      workloadRef: 'system:default/bank',
      title: 'Bank',
      fromProven: 2,
      toProven: 1,
    },
    {
      workloadRef: 'system:default/shop',
      title: 'Shop',
      ownerRef: 'group:default/team',
      fromProven: null,
      toProven: 1,
    },
  ],
  total: 2,
};

/** An exemption that was asked for. */
export const exemption: ExemptionRow = {
  id: 'e1',
  workloadRef: 'system:default/shop',
  workloadTitle: 'Shop',
  ownerRef: 'group:default/team',
  modelId: 'small',
  criterionId: 're-1-1.backups',
  criterionTitle: 'Backups are declared',
  state: 'requested',
  reason: 'It keeps no data of its own.',
  requestedBy: 'user:default/mira',
  requestedAt: '2026-11-20T12:00:00.000Z',
  expiresAt: '2027-06-01T00:00:00.000Z',
};

/** What a changed model would do. */
export const dryRun: DryRun = {
  id: 'd1',
  state: 'done',
  modelId: 'small',
  version: '1.1.0',
  createdBy: 'user:default/guest',
  createdAt: '2026-11-21T12:00:00.000Z',
  progress: { done: 42, total: 42 },
  problems: [],
  criteria: { added: ['re-1-1.copies'], removed: [], changed: [] },
  rises: 0,
  falls: 1,
  same: 41,
  before: [30, 10, 2],
  after: [31, 9, 2],
  differences: [
    {
      workloadRef: 'system:default/bank',
      title: 'Bank',
      fromProven: 1,
      toProven: 0,
      fromPossible: 1,
      toPossible: 0,
      because: ["'Backups are copied' is not met."],
    },
  ],
  pillars: [
    { pillarId: 'reliability', title: 'Reliability', rises: 0, falls: 1 },
    { pillarId: 'security', title: 'Security', rises: 2, falls: 0 },
  ],
  pillarDifferences: [
    {
      workloadRef: 'system:default/shop',
      title: 'Shop',
      pillarId: 'security',
      fromProven: 0,
      toProven: 1,
      fromPossible: 1,
      toPossible: 1,
      because: ["'Owners are known' is gone."],
    },
  ],
};

/** A back end that answers with the above and lets the reader do everything. */
export function reviewApi(overrides: Partial<MaturityApi> = {}): MaturityApi {
  const answers: Partial<MaturityApi> = {
    getPermissions: async () => ({
      read: true,
      attest: true,
      exempt: true,
      campaign: true,
      model: true,
      refresh: true,
    }),
    getModels: async () => ({ items: [status] }),
    getModel: async () => model,
    getModelFiles: async () => ({
      file: 'model.yaml',
      text: 'kind: MaturityModel\n',
      pillars: { 'reliability.yaml': 'id: reliability\nlevels: []\n' },
    }),
    getPortfolio: jest.fn(async () => portfolio),
    getPortfolioFilters: async () => ({
      owners: [{ value: 'group:default/team', count: 7 }],
      domains: [{ value: 'domain:default/sales', count: 9 }],
      lifecycles: [{ value: 'production', count: 40 }],
    }),
    getPortfolioSummary: jest.fn(async () => summary),
    getPortfolioChanges: jest.fn(async () => changes),
    getCampaigns: async () => ({ items: [campaign] }),
    getCampaign: async () => campaign,
    getCampaignWorkloads: jest.fn(async () => ({
      items: [
        {
          workloadRef: 'system:default/shop',
          title: 'Shop',
          ownerRef: 'group:default/team',
          done: false,
          since: '2026-10-01T00:00:00.000Z',
          blockers: 3,
        },
      ],
      total: 30,
    })),
    getMilestones: async () => ({ items: milestones }),
    compareMilestone: jest.fn(async () => comparison),
    getExemptions: jest.fn(async ({ states } = {}) =>
      states?.includes('requested')
        ? { items: [exemption], total: 1 }
        : { items: [], total: 0 },
    ),
  };
  return { ...answers, ...overrides } as MaturityApi;
}

/** Permissions of somebody who may only look. */
export const readOnly = async () => ({
  read: true,
  attest: false,
  exempt: false,
  campaign: false,
  model: false,
  refresh: false,
});
