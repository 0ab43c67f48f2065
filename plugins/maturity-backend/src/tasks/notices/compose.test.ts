import { Campaign, Exemption } from '@plumbline/plugin-maturity-common';
import { payloadOf, some, tabPath } from './Notice';
import {
  CampaignOccasion,
  DigestContent,
  EndingAnswer,
  LostLevel,
  composeDigests,
} from './composeDigests';
import { exemptionNotice } from './exemptionNotice';

const NOW = '2026-11-21T08:00:00.000Z';
const TEAM = 'group:default/team';

function lost(more: Partial<LostLevel> = {}): LostLevel {
  return {
    key: 'lost/shop',
    workloadRef: 'system:default/shop',
    workloadTitle: 'Shop',
    ownerRef: TEAM,
    modelId: 'waf',
    modelTitle: 'Azure Well-Architected',
    from: 3,
    to: 2,
    cause: "'Backups are restored' is unknown.",
    ...more,
  };
}

function ending(more: Partial<EndingAnswer> = {}): EndingAnswer {
  return {
    key: 'ending/shop',
    kind: 'attestation',
    workloadRef: 'system:default/shop',
    workloadTitle: 'Shop',
    ownerRef: TEAM,
    modelId: 'waf',
    pillarId: 'security',
    criterionId: 'se-1-1.attested',
    criterionTitle: 'Access is reviewed',
    endsAt: '2026-11-28T10:00:00.000Z',
    ...more,
  };
}

function occasion(
  kind: CampaignOccasion['kind'],
  open = 3,
  ownerRef = TEAM,
): CampaignOccasion {
  return {
    key: `campaign/${kind}`,
    kind,
    campaign: {
      id: 'c1',
      title: 'Level 3 by December',
      deadline: '2026-11-28T08:00:00.000Z',
    } as Campaign,
    owners: [{ campaignId: 'c1', ownerRef, workloads: 5, open }],
  };
}

function compose(content: Partial<DigestContent>) {
  return composeDigests('2026-11-21', NOW, {
    lost: [],
    ending: [],
    campaigns: [],
    ...content,
  });
}

describe('composeDigests', () => {
  it('says nothing when there is nothing', () => {
    expect(compose({})).toEqual([]);
    expect(
      compose({ campaigns: [{ ...occasion('missed'), owners: [] }] }),
    ).toEqual([]);
  });

  it('tells of one lost level, why, and where to look', () => {
    expect(
      compose({
        lost: [
          lost({
            key: 'b',
            pillarId: 'reliability',
            pillarTitle: 'Reliability',
            from: 4,
          }),
          lost({ key: 'a' }),
        ],
      }),
    ).toEqual([
      {
        id: 'digest/2026-11-21/group:default/team',
        recipients: [TEAM],
        keys: ['a', 'b'],
        title: 'Maturity: Shop lost a level',
        description:
          "Shop (Azure Well-Architected): overall level 3 → 2, Reliability 4 → 2. 'Backups are restored' is unknown.",
        link: '/catalog/default/system/shop/maturity?model=waf&pillar=reliability',
        severity: 'high',
        topic: 'Maturity digest',
      },
    ]);
  });

  it('tells of what expires', () => {
    const [one] = compose({ ending: [ending()] });
    expect(one).toMatchObject({
      title: 'Maturity: 1 attestation expires soon',
      description:
        "Shop: 1 attestation expires on 2026-11-28: 'Access is reviewed'.",
      link: '/catalog/default/system/shop/maturity?model=waf&pillar=security&criterion=se-1-1.attested',
      severity: 'normal',
    });
    const [many] = compose({
      ending: [
        ending({ key: '1' }),
        ending({ key: '2', criterionTitle: 'B' }),
        ending({ key: '3', criterionTitle: 'C' }),
        ending({
          key: '4',
          kind: 'exemption',
          criterionTitle: 'First',
          endsAt: '2026-11-22T10:00:00.000Z',
        }),
      ],
    });
    expect(many).toMatchObject({
      title: 'Maturity: 3 attestations and 1 exemption expire soon',
      description:
        "Shop: 3 attestations and 1 exemption expire, the first on 2026-11-22: 'First', 'Access is reviewed', 'B' and 1 more.",
      severity: 'high',
    });
  });

  it.each([
    [
      'started',
      3,
      "Campaign 'Level 3 by December' has started: 3 of your 5 workloads are not there yet. It ends on 2026-11-28.",
      'normal',
    ],
    [
      'reminder',
      1,
      "Campaign 'Level 3 by December' ends on 2026-11-28: 1 of your 5 workloads is not there yet.",
      'normal',
    ],
    [
      'missed',
      3,
      "Campaign 'Level 3 by December' ended on 2026-11-28: 3 of your 5 workloads are not there yet.",
      'high',
    ],
  ] as const)(
    'tells that a campaign: %s',
    (kind, open, description, severity) => {
      expect(compose({ campaigns: [occasion(kind, open)] })).toEqual([
        expect.objectContaining({
          title: "Maturity: campaign 'Level 3 by December'",
          description,
          severity,
          link: '/maturity/campaigns/c1',
        }),
      ]);
    },
  );

  it('puts everything of an owner into one digest, and nothing of another', () => {
    const digests = compose({
      lost: [lost(), lost({ key: 'x', workloadRef: 'system:default/bank' })],
      ending: [ending({ ownerRef: 'user:default/bob' })],
      campaigns: [
        occasion('reminder'),
        occasion('missed', 1, 'user:default/bob'),
      ],
    });
    expect(
      digests.map(({ recipients, title, link }) => [recipients, title, link]),
    ).toEqual([
      [
        [TEAM],
        "Maturity: 2 workloads lost a level; campaign 'Level 3 by December'",
        '/maturity/review?owner=group%3Adefault%2Fteam',
      ],
      [
        ['user:default/bob'],
        "Maturity: 1 attestation expires soon; campaign 'Level 3 by December'",
        '/maturity/review?owner=user%3Adefault%2Fbob',
      ],
    ]);
  });

  it('leaves out what an earlier digest said', () => {
    const content = {
      lost: [lost(), lost({ key: 'new', workloadTitle: 'Bank' })],
      ending: [],
      campaigns: [],
    };
    const [digest] = composeDigests(
      '2026-11-21',
      NOW,
      content,
      (owner, key) => owner === TEAM && key === 'lost/shop',
    );
    expect(digest.keys).toEqual(['new']);
    expect(composeDigests('2026-11-21', NOW, content, () => true)).toEqual([]);
  });

  it('stays readable with hundreds of workloads', () => {
    const [{ description, title, keys }] = compose({
      lost: Array.from({ length: 300 }, (_, n) =>
        lost({ key: `${n}`, workloadRef: `system:default/w${n}` }),
      ),
    });
    expect(title).toBe('Maturity: 300 workloads lost a level');
    expect(description.split('\n')).toHaveLength(21);
    expect(description).toMatch(/\nAnd 280 more\.$/);
    expect(keys).toHaveLength(300);
  });
});

describe('exemptionNotice', () => {
  const exemption: Exemption = {
    id: 'e1',
    workloadRef: 'system:default/shop',
    criterionId: 'se-1-1.attested',
    state: 'requested',
    reason: 'The vendor ends it in June.',
    requestedBy: 'user:default/ada',
    requestedAt: NOW,
    expiresAt: '2027-06-30T00:00:00.000Z',
  };
  const told = { ...exemption, workloadTitle: 'Shop', ownerRef: TEAM };
  const place = {
    model: { id: 'waf' },
    pillar: { id: 'security' },
    criterion: { id: 'se-1-1.attested', title: 'Access is reviewed' },
  } as never;

  it('tells the platform team of a request', () => {
    expect(exemptionNotice(told, place, 'group:default/platform')).toEqual({
      id: 'exemption/e1/requested',
      recipients: ['group:default/platform'],
      except: 'user:default/ada',
      keys: ['requested'],
      title: "Exemption requested for Shop: 'Access is reviewed'",
      description:
        'user:default/ada asks until 2027-06-30: The vendor ends it in June.',
      link: '/maturity/exemptions',
      severity: 'normal',
      topic: 'Maturity exemptions',
    });
    expect(exemptionNotice(told, place, undefined)).toBeUndefined();
  });

  it.each([
    ['approved', 'user:default/pat approved it until 2027-06-30: Fine.'],
    ['denied', 'user:default/pat denied it: Fine.'],
    ['revoked', 'user:default/pat revoked it: Fine.'],
  ] as const)(
    'tells the one who asked and the owner that it is %s',
    (state, description) => {
      expect(
        exemptionNotice(
          {
            ...told,
            state,
            decidedBy: 'user:default/pat',
            decisionNote: 'Fine.',
          },
          place,
          undefined,
        ),
      ).toMatchObject({
        recipients: ['user:default/ada', TEAM],
        except: 'user:default/pat',
        title: `Exemption ${state} for Shop: 'Access is reviewed'`,
        description,
        link: '/catalog/default/system/shop/maturity?model=waf&pillar=security&criterion=se-1-1.attested',
      });
    },
  );

  it('tells nobody that one was withdrawn, and does without words', () => {
    expect(
      exemptionNotice({ ...told, state: 'withdrawn' }, place, TEAM),
    ).toBeUndefined();
    expect(exemptionNotice(exemption, undefined, TEAM)?.title).toBe(
      "Exemption requested for system:default/shop: 'se-1-1.attested'",
    );
  });
});

describe('payloadOf', () => {
  it('fits what the notifications plugin stores', () => {
    const [notice] = compose({
      campaigns: [
        {
          ...occasion('missed'),
          campaign: { ...occasion('missed').campaign, title: 'x'.repeat(400) },
        },
      ],
    });
    const { title, scope } = payloadOf(notice);
    expect(title).toHaveLength(255);
    expect(scope).toBe('maturity/digest/2026-11-21/group:default/team');
  });
});

describe('tabPath', () => {
  it('escapes names', () => {
    expect(tabPath('system:default/a', {})).toBe(
      '/catalog/default/system/a/maturity',
    );
    expect(tabPath('system:default/a?b', { pillar: 'x y' })).toBe(
      '/catalog/default/system/a%3Fb/maturity?pillar=x+y',
    );
  });
});

describe('some', () => {
  it('counts the rest', () => {
    expect(some(['a', 'b', 'c'], 2)).toBe("'a', 'b' and 1 more");
    expect(some(['a'], 2)).toBe("'a'");
  });
});
