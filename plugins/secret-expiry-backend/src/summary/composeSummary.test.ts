import {
  CredentialFinding,
  CredentialState,
  DAY_MS,
  PlaceStatus,
  judgeCredential,
  needsSomeone,
} from '@plumbline/plugin-secret-expiry-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { followedWorkload } from '../catalog/followedWorkload';
import { WorkloadCredential } from '../store/CredentialReader';
import { composeSummary } from './composeSummary';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const REF = 'system:default/deal-fraud-model';
const VAULT = 'resource:default/deal-fraud-weu-kv';

const ENTITIES = {
  workloadRef: REF,
  workload: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: 'deal-fraud-model',
      annotations: {
        'plumbline.io/runbook-url': 'https://example.com/workload',
      },
    },
    spec: { type: 'workload', owner: 'deal-fraud' },
  },
  stamps: [],
  resources: [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'deal-fraud-weu-kv',
        annotations: {
          'plumbline.io/runbook-url': 'https://example.com/vault',
        },
      },
    },
  ],
  components: [],
  apis: [],
} as WorkloadEntities;

function iso(days: number): string {
  return new Date(NOW.getTime() + days * DAY_MS).toISOString();
}

function credential(
  name: string,
  created: number,
  expires: number | undefined,
  more: Partial<WorkloadCredential> = {},
): WorkloadCredential {
  const dates = {
    created: iso(created),
    expires: expires === undefined ? undefined : iso(expires),
    rotation: more.rotation ?? ('manual' as const),
    rotatesBefore: more.rotatesBefore,
  };
  const { state, stage } = judgeCredential(dates, NOW);
  const findings: CredentialFinding[] =
    expires === undefined ? [{ code: 'no-expiry', reason: 'None.' }] : [];
  const need = { findings, acknowledged: false, state, stage, ...more };
  return {
    ...dates,
    id: name,
    sourceId: 'inventory',
    place: 'deal-fraud.yaml',
    name,
    kind: 'certificate',
    workloadRef: REF,
    entityRef: VAULT,
    previous: [],
    findings,
    state,
    stage,
    since: iso(-1),
    firstSeen: iso(-30),
    lastSeen: iso(0),
    needsSomeone: needsSomeone(need),
    ...more,
  };
}

function place(more: Partial<PlaceStatus> = {}): PlaceStatus {
  return {
    sourceId: 'inventory',
    place: 'deal-fraud.yaml',
    title: 'Inventory deal-fraud-model',
    credentialCount: 1,
    outcome: 'looked',
    lastLooked: iso(0),
    lastSuccess: iso(0),
    problems: [],
    problemCount: 0,
    ...more,
  };
}

function compose(credentials: WorkloadCredential[], places = [place()]) {
  return composeSummary(
    ENTITIES,
    followedWorkload(ENTITIES),
    { credentials, places },
    NOW,
  );
}

describe('composeSummary', () => {
  it('gives facts to maturity models', () => {
    const vaults = {
      sharedVaults: [],
      stampsWithoutVault: [],
      withoutGlobalVault: false,
    };
    expect(compose([]).facts).toEqual({ known: [], ...vaults });
    expect(compose([], []).facts).toEqual(vaults);
    expect(compose([credential('api-tls', -370, -1)]).facts).toMatchObject({
      known: ['api-tls in deal-fraud-weu-kv'],
      expired: ['api-tls in deal-fraud-weu-kv'],
    });
  });

  it.each([
    [
      '6 days left',
      [credential('api-tls', -359, 6)],
      'warning',
      '6 days',
      'api-tls',
      'in 6 days',
      6,
    ],
    [
      'hours left',
      [credential('api-tls', -364, 0.5)],
      'bad',
      '12 hours',
      'api-tls',
      'in 12 hours',
      0,
    ],
    [
      'past',
      [credential('api-tls', -368, -3), credential('b', -10, 300)],
      'bad',
      '3 days past',
      'api-tls',
      '3 days past its date',
      -3,
    ],
    [
      'far',
      [credential('api-tls', -10, 300)],
      'good',
      '300 days',
      'api-tls',
      'in 300 days',
      300,
    ],
    [
      'first warning',
      [credential('api-tls', -280, 85)],
      'neutral',
      '85 days',
      'api-tls',
      'in 85 days',
      85,
    ],
    [
      'one that renews itself before one that does not',
      [
        credential('auto', -20, 27, { rotation: 'automatic' }),
        credential('api-tls', -324, 41),
      ],
      'neutral',
      '41 days',
      'api-tls',
      'in 41 days',
      41,
    ],
    [
      'only what renews itself',
      [credential('auto', -20, 27, { rotation: 'automatic' })],
      'good',
      '27 days',
      'auto, renews itself',
      'in 27 days',
      27,
    ],
    [
      'no dates',
      [credential('a', -20, undefined), credential('b', -20, undefined)],
      'neutral',
      'no dates',
      '2 credentials without an expiry date',
      'no dates',
      null,
    ],
    [
      'none',
      [],
      'neutral',
      'nothing expires',
      'no credentials found',
      'nothing expires',
      null,
    ],
  ])(
    'headline: %s',
    (_, credentials, tone, headline, detail, cell, sortValue) => {
      expect(compose(credentials as WorkloadCredential[])).toMatchObject({
        family: 'secret-expiry',
        workloadRef: REF,
        tile: { tone, headline, detail, tab: 'secret-expiry' },
        cell,
        sortValue,
      });
    },
  );

  it('knows nothing of a workload that no inventory names', () => {
    expect(compose([], [])).toMatchObject({
      tile: { tone: 'unknown', headline: 'not looked' },
      cell: 'not looked',
      sortValue: null,
      signals: [],
      attention: [],
    });
  });

  it('never looks good while a place could not be read', () => {
    const unreadable = place({
      outcome: 'could-not-look',
      reason: 'It is gone',
    });
    expect(compose([credential('a', -10, 300)], [unreadable])).toMatchObject({
      tile: { tone: 'unknown', headline: '300 days' },
      attention: [
        {
          tone: 'unknown',
          urgency: 50,
          title:
            'Inventory deal-fraud-model could not be read, so its credentials may be out of date',
          nextStep: 'It is gone',
          ownerRef: 'group:default/deal-fraud',
        },
      ],
    });
    expect(compose([], [unreadable])).toMatchObject({
      tile: { tone: 'unknown', headline: 'not readable' },
      signals: [{ entityRef: REF, state: 'unknown' }],
    });
  });

  it('signals per entity, as ill as its illest credential', () => {
    const other = 'resource:default/deal-fraud-eus2-kv';
    const { signals } = compose([
      credential('old', -368, -3),
      credential('api-tls', -359, 6),
      credential('far', -10, 300, { entityRef: other }),
      credential('stale', -10, 300, {
        entityRef: undefined,
        state: 'unknown' as CredentialState,
        lastSeen: iso(-2),
      }),
    ]);
    expect(signals).toEqual([
      {
        id: 'secret-expiry/credentials',
        entityRef: other,
        state: 'healthy',
        reason: '1 credential, the next date is 17 Sep 2027',
        observedAt: '2026-11-21T12:00:00.000Z',
      },
      {
        id: 'secret-expiry/credentials',
        entityRef: VAULT,
        state: 'unhealthy',
        reason:
          'Certificate old is past its date since 18 Nov 2026; 1 more needs attention',
        observedAt: '2026-11-21T12:00:00.000Z',
      },
      {
        id: 'secret-expiry/credentials',
        entityRef: REF,
        state: 'unknown',
        reason: 'Certificate stale has not been seen since 19 Nov 2026',
        observedAt: '2026-11-19T12:00:00.000Z',
      },
    ]);
  });

  it('asks for attention by urgency, with what to do, by when, by whom and how', () => {
    const { attention } = compose([
      credential('old', -368, -3),
      credential('api-tls', -359, 6, {
        ownerRef: 'group:default/platform',
        runbookUrl: 'https://example.com/own',
      }),
      credential('soon', -364.5, 0.5),
      credential('month', -340, 25),
      credential('quarter', -290, 75),
      credential('overdue', -340, 28, {
        rotation: 'automatic',
        rotatesBefore: 'P45D',
      }),
      credential('fine', -10, 300),
      credential('a', -10, undefined),
      credential('b', -10, undefined),
    ]);
    expect(
      attention.map(({ urgency, title }) => `${urgency} ${title}`),
    ).toEqual([
      '95 Certificate old in deal-fraud-weu-kv is past its date since 18 Nov 2026',
      '92 Certificate soon in deal-fraud-weu-kv expires on 22 Nov 2026, not auto-renewed',
      '75 Certificate api-tls in deal-fraud-weu-kv expires on 27 Nov 2026, not auto-renewed',
      '60 Certificate overdue in deal-fraud-weu-kv should have renewed itself; it expires on 19 Dec 2026',
      '55 Certificate month in deal-fraud-weu-kv expires on 16 Dec 2026, not auto-renewed',
      '35 Certificate quarter in deal-fraud-weu-kv expires on 4 Feb 2027, not auto-renewed',
      '20 2 credentials have no expiry date: a, b',
    ]);
    expect(attention[2]).toEqual({
      id: 'api-tls',
      tone: 'warning',
      urgency: 75,
      title:
        'Certificate api-tls in deal-fraud-weu-kv expires on 27 Nov 2026, not auto-renewed',
      nextStep: 'Renew the certificate and install it where it is served',
      dueAt: iso(6),
      ownerRef: 'group:default/platform',
      runbookUrl: 'https://example.com/own',
      entityRef: VAULT,
      tab: 'secret-expiry',
    });
    expect(attention[0]).toMatchObject({
      ownerRef: 'group:default/deal-fraud',
      runbookUrl: 'https://example.com/vault',
    });
  });

  it('says what needs nobody of nobody: acknowledged, disabled or of a kind that renews itself', () => {
    const { attention, tile, signals, facts } = compose([
      credential('known', -340, 25, { needsSomeone: false }),
      credential('off', -400, -10, { status: 'disabled', state: 'inactive' }),
      credential('auto', -20, 27, { rotation: 'automatic' }),
    ]);
    expect(attention).toEqual([]);
    expect(tile).toMatchObject({ headline: '25 days', tone: 'warning' });
    expect(signals).toMatchObject([{ state: 'degraded' }]);
    expect(facts).toMatchObject({
      known: ['auto in deal-fraud-weu-kv', 'known in deal-fraud-weu-kv'],
    });
  });

  it('asks for attention also without an expiry date, and where it cannot be looked', () => {
    const { attention } = compose([
      credential('signing', -400, undefined, {
        kind: 'key',
        rotation: 'automatic',
        state: 'rotation-overdue',
        findings: [],
      }),
      credential('sql', -359, 6, {
        state: 'unknown',
        lastSeen: iso(-2),
      }),
      credential('gone-by', -368, -3, {
        state: 'unknown',
        lastSeen: iso(-5),
      }),
    ]);
    expect(
      attention.map(({ tone, urgency, title, dueAt }) => ({
        tone,
        urgency,
        title,
        dueAt,
      })),
    ).toEqual([
      {
        tone: 'unknown',
        urgency: 92,
        title:
          'Certificate gone-by in deal-fraud-weu-kv may be past its date, 18 Nov 2026; it was last seen on 16 Nov 2026',
        dueAt: iso(-3),
      },
      {
        tone: 'unknown',
        urgency: 75,
        title:
          'Certificate sql in deal-fraud-weu-kv may expire on 27 Nov 2026; it was last seen on 19 Nov 2026',
        dueAt: iso(6),
      },
      {
        tone: 'warning',
        urgency: 60,
        title: 'Key signing in deal-fraud-weu-kv should have renewed itself',
        dueAt: undefined,
      },
    ]);
  });

  it('warns once of a certificate in many places, where it is renewed', () => {
    const thumbprint = 'ab'.repeat(20);
    const { attention } = compose([
      credential('endpoint', -359, 6, {
        kind: 'tls-endpoint',
        sourceId: 'tls',
        thumbprint,
      }),
      credential('api-tls', -359, 6, { sourceId: 'key-vault', thumbprint }),
    ]);
    expect(attention.map(({ id }) => id)).toEqual(['api-tls']);
  });

  it('says that a place still has the old version, which is there to be taken', () => {
    const { attention, tile } = compose([
      credential('api-tls', -200, 165, {
        findings: [
          {
            code: 'superseded',
            reason:
              'A newer version has been in shop-kv since 20 November 2026, and this place still has the old one.',
          },
        ],
        needsSomeone: true,
      }),
    ]);
    expect(tile.tone).toBe('warning');
    expect(attention).toMatchObject([
      {
        urgency: 45,
        title:
          'Certificate api-tls in deal-fraud-weu-kv is still the old version, which expires on 5 May 2027',
        nextStep:
          'Install the new version here too. A newer version has been in shop-kv since 20 November 2026, and this place still has the old one.',
        dueAt: iso(165),
      },
    ]);
  });

  it('has a line for each finding that is one decision, and for each finding about vaults', () => {
    const finding = (code: CredentialFinding['code']) => ({
      findings: [{ code, reason: 'Because.' }],
    });
    const { attention, facts } = composeSummary(
      ENTITIES,
      {
        ...followedWorkload(ENTITIES),
        vaultFindings: [
          {
            code: 'shared-vault',
            stampRefs: ['resource:default/weu', 'resource:default/neu'],
            vaultRefs: [VAULT],
            reason:
              'Vault kv serves stamps weu and neu, so that trouble with it reaches all of them at once.',
            nextStep: 'Give each stamp a vault of its own',
          },
        ],
      },
      {
        credentials: [
          credential('a', -10, 800, finding('lifetime-above-policy')),
          credential('b', -10, 800, finding('lifetime-above-policy')),
          credential('c', -10, 300, finding('password-where-identity')),
        ],
        places: [place()],
      },
      NOW,
    );
    expect(
      attention.map(({ urgency, title }) => `${urgency} ${title}`),
    ).toEqual([
      '30 Vault kv serves stamps weu and neu',
      '18 2 credentials live longer than the policy allows: a, b',
      '12 Certificate c in deal-fraud-weu-kv is a password where a managed identity would do',
    ]);
    expect(attention[0]).toMatchObject({
      entityRef: VAULT,
      nextStep: 'Give each stamp a vault of its own',
    });
    expect(facts).toMatchObject({ sharedVaults: [VAULT] });
  });

  it('points at the line of an inventory that has an error', () => {
    const { attention } = compose(
      [],
      [
        place({
          outcome: 'partly',
          problemCount: 2,
          problems: [
            {
              file: 'credentials/deal-fraud.yaml',
              line: 14,
              column: 5,
              field: 'credentials[1].rotation',
              expected: 'one of manual, automatic',
            },
          ],
        }),
      ],
    );
    expect(attention).toMatchObject([
      {
        title:
          'Inventory deal-fraud-model has 2 errors, so credentials may be missing',
        nextStep:
          'Fix credentials/deal-fraud.yaml line 14: credentials[1].rotation: expected one of manual, automatic',
      },
    ]);
  });
});
