import {
  CriterionView,
  WorkloadMaturity,
} from '@plumbline/plugin-maturity-common';

const rule: CriterionView = {
  id: 's-1-1.group',
  kind: 'rule',
  title: 'Owned by a group',
  howTo: 'Name a group.',
  expression: 'catalog.ownerKind == "group"',
  state: 'met',
  reason: 'Owner is a: group.',
  evidence: [{ label: 'Owner', values: ['group:default/team'] }],
  observedAt: '2026-11-20T12:00:00.000Z',
  since: '2026-11-01T12:00:00.000Z',
};

const notMet: CriterionView = {
  ...rule,
  id: 's-2-1.escalation',
  title: 'Escalation path is known',
  howTo: 'Say who is called.',
  state: 'not-met',
  reason: 'Escalation path: none.',
  evidence: [{ label: 'Escalation path', values: [] }],
};

const unknown: CriterionView = {
  id: 's-2-1.attested',
  kind: 'attestation',
  title: "The team's calls were tried",
  howTo: 'Call them once.',
  question: 'Did you try it?',
  evidenceWanted: 'Notes of the call.',
  validForDays: 90,
  state: 'unknown',
  reason: 'Nobody has attested it.',
  evidence: [],
};

/** A workload that has proven the first of two levels. */
export const maturity: WorkloadMaturity = {
  workloadRef: 'system:default/shop',
  models: [
    {
      id: 'small',
      title: 'Small',
      version: '1.0.0',
      description: 'A small model.',
      source: {
        title: 'Somewhere',
        licence: 'CC BY 4.0',
        url: 'https://example.com/model',
      },
      proven: 1,
      possible: 1,
      next: { level: 2, blockers: [notMet.id, unknown.id] },
      levels: [
        {
          level: 1,
          name: 'Begun',
          goal: 'Someone owns it.',
          count: { level: 1, total: 1, passed: 1, notMet: 0, unknown: 0 },
          strategies: [
            {
              id: 's-1-1',
              title: 'Ownership',
              explanation: 'A group owns it.',
              howTo: 'Name a group.',
              state: 'met',
              criteria: [rule],
            },
          ],
        },
        {
          level: 2,
          name: 'Watched',
          goal: 'Someone is called.',
          count: { level: 2, total: 2, passed: 0, notMet: 1, unknown: 1 },
          strategies: [
            {
              id: 's-2-1',
              title: 'Escalation',
              explanation: 'Someone is called.',
              howTo: 'Say who.',
              state: 'not-met',
              criteria: [notMet, unknown],
            },
          ],
        },
      ],
      history: [
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
      asOf: '2026-11-20T12:00:00.000Z',
    },
  ],
  modelStatus: [
    {
      file: 'models/small.yaml',
      modelId: 'small',
      inForceSince: '2026-11-01T12:00:00.000Z',
      problems: [],
    },
  ],
  sources: [{ source: 'catalog', collectedAt: '2026-11-20T12:00:00.000Z' }],
  attest: { allowed: true },
};
