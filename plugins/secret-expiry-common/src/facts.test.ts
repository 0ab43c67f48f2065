import fc from 'fast-check';
import { StoredCredential } from './api';
import { CREDENTIAL_KINDS, ROTATIONS } from './credential';
import { CredentialFacts, credentialFacts } from './facts';
import { VaultFinding } from './findings';
import { judgeCredential } from './judgement';
import { DAY_MS } from './stages';

const NOW = new Date('2026-11-21T12:00:00.000Z');

const inDays = (days: number) =>
  new Date(NOW.getTime() + days * DAY_MS).toISOString();

function credential(changes: Partial<StoredCredential> = {}): StoredCredential {
  const dates = {
    created: inDays(-100),
    expires: inDays(265),
    rotation: 'manual' as const,
    ...changes,
  };
  return {
    id: 'id',
    sourceId: 'files',
    place: 'shop.yaml',
    name: 'api-key',
    kind: 'secret',
    workloadRef: 'system:default/shop',
    ownerRef: 'group:default/team',
    runbookUrl: 'https://example.com/rotate',
    previous: [],
    findings: [],
    ...judgeCredential(dates, NOW),
    since: inDays(-1),
    firstSeen: inDays(-100),
    lastSeen: inDays(0),
    ...dates,
  };
}

describe('credentialFacts', () => {
  it('says that there is none only where somebody looked', () => {
    expect(credentialFacts([], 'looked', NOW)).toEqual({ known: [] });
    expect(credentialFacts([], 'not-looked', NOW)).toEqual({});
    expect(credentialFacts([], 'partly', NOW)).toEqual({});
  });

  it('gives every fact of a workload of which all is known', () => {
    const all = [
      credential({ name: 'old', expires: inDays(-1) }),
      credential({ name: 'soon', expires: inDays(30) }),
      credential({ name: 'later', expires: inDays(31) }),
      credential({ name: 'eternal', expires: undefined }),
      credential({
        name: 'tls',
        kind: 'certificate',
        rotation: 'automatic',
        expires: inDays(10),
        rotatesBefore: 'P30D',
      }),
      credential({
        name: 'renewed',
        rotation: 'automatic',
        expires: inDays(20),
        rotatesBefore: 'P10D',
        runbookUrl: undefined,
      }),
      credential({
        name: 'login',
        kind: 'client-secret',
        entityRef: 'resource:default/shop-app',
        ownerRef: undefined,
        runbookUrl: undefined,
        findings: [{ code: 'lifetime-above-policy', reason: 'Too long.' }],
      }),
      credential({
        name: 'served',
        kind: 'tls-endpoint',
        rotation: 'automatic',
        findings: [{ code: 'superseded', reason: 'Old.' }],
      }),
      credential({ name: 'gone', status: 'deleted', expires: inDays(-2) }),
      credential({ name: 'off', status: 'disabled', expires: undefined }),
    ];
    expect(credentialFacts(all, 'looked', NOW)).toEqual({
      known: [
        'eternal',
        'later',
        'login in shop-app',
        'old',
        'renewed',
        'served',
        'soon',
        'tls',
      ],
      expired: ['old'],
      expiring: ['soon'],
      withoutExpiry: ['eternal'],
      withoutRotation: ['eternal', 'later', 'login in shop-app', 'old', 'soon'],
      rotationOverdue: ['tls'],
      withoutOwner: ['login in shop-app'],
      withoutRunbook: ['login in shop-app'],
      clientSecrets: ['login in shop-app'],
      lifetimeAbovePolicy: ['login in shop-app'],
      superseded: ['served'],
    });
  });

  it('does not call good what it does not know', () => {
    const unconfirmed = credential({ state: 'unknown' });
    const facts = credentialFacts(
      [unconfirmed, credential({ name: 'other' })],
      'looked',
      NOW,
    );
    expect(facts).toMatchObject({ withoutExpiry: [], clientSecrets: [] });
    expect(facts.expired).toBeUndefined();
    expect(facts.expiring).toBeUndefined();
    expect(facts.rotationOverdue).toBeUndefined();

    const partly = credentialFacts([credential()], 'partly', NOW);
    expect(partly).toEqual({
      known: ['api-key'],
      withoutRotation: ['api-key'],
    });
  });

  it('says of vaults what the catalog says, whatever could be read of credentials', () => {
    const about = { stampRefs: ['s:d/b', 's:d/a'], vaultRefs: ['r:d/kv'] };
    const text = { reason: 'Why.', nextStep: 'What' };
    const layout: VaultFinding[] = [
      { code: 'stamp-without-vault', ...about, vaultRefs: [], ...text },
      { code: 'shared-vault', ...about, ...text },
      { code: 'no-global-vault', stampRefs: [], vaultRefs: [], ...text },
    ];
    const said = {
      stampsWithoutVault: ['s:d/a', 's:d/b'],
      sharedVaults: ['r:d/kv'],
      withoutGlobalVault: true,
    };
    expect(credentialFacts([], 'not-looked', NOW, layout)).toEqual(said);
    expect(credentialFacts([credential()], 'partly', NOW, layout)).toEqual({
      known: ['api-key'],
      withoutRotation: ['api-key'],
      ...said,
    });
    expect(credentialFacts([], 'partly', NOW, [])).toEqual({
      stampsWithoutVault: [],
      sharedVaults: [],
      withoutGlobalVault: false,
    });
  });

  it('takes no date that is not confirmed for expired', () => {
    const gone = credential({ expires: inDays(-3), state: 'unknown' });
    expect(credentialFacts([gone], 'looked', NOW).expired).toBeUndefined();
  });

  it('says less, and nothing else, when less could be read', () => {
    const any = fc
      .record({
        name: fc.constantFrom('a', 'b', 'c'),
        kind: fc.constantFrom(...CREDENTIAL_KINDS),
        rotation: fc.constantFrom(...ROTATIONS),
        expires: fc.option(fc.integer({ min: -50, max: 300 }).map(inDays), {
          nil: undefined,
        }),
        ownerRef: fc.constantFrom(undefined, 'group:default/team'),
      })
      .map(credential);
    fc.assert(
      fc.property(fc.array(any), all => {
        const looked = credentialFacts(all, 'looked', NOW);
        const partly = credentialFacts(all, 'partly', NOW);
        const said = Object.fromEntries(
          lists(looked).filter(([, list]) => list.length > 0),
        ) as CredentialFacts;
        expect(partly).toEqual(said);
        for (const [, list] of lists(looked)) {
          expect(list).toEqual([...list].sort());
        }
      }),
    );
  });
});

function lists(facts: CredentialFacts) {
  return Object.entries(facts).filter((entry): entry is [string, string[]] =>
    Array.isArray(entry[1]),
  );
}
