import fc from 'fast-check';
import {
  CREDENTIAL_KINDS,
  CREDENTIAL_STATUSES,
  Credential,
  ROTATIONS,
} from './credential';
import { credentialFindings, findingsChangeAt } from './credentialFindings';
import { FINDING_CODES } from './findings';
import { isActive } from './judgement';
import { DEFAULT_EXPIRY_POLICY as policy } from './policy';
import { DAY_MS } from './stages';

const NOW = new Date('2026-11-21T12:00:00.000Z');

const inDays = (days: number) =>
  new Date(NOW.getTime() + days * DAY_MS).toISOString();

function credential(changes: Partial<Credential> = {}): Credential {
  return {
    name: 'api',
    kind: 'certificate',
    workloadRef: 'system:default/shop',
    created: inDays(-100),
    expires: inDays(100),
    rotation: 'automatic',
    previous: [],
    ...changes,
  };
}

function findings(changes: Partial<Credential>, now = NOW) {
  return credentialFindings(credential(changes), { policy, now });
}

function codes(changes: Partial<Credential>, now = NOW) {
  return findings(changes, now).map(({ code }) => code);
}

describe('credentialFindings', () => {
  it('finds nothing wrong with what renews itself in time', () => {
    expect(findings({})).toEqual([]);
  });

  it('says that no date warns', () => {
    expect(findings({ expires: undefined })).toEqual([
      {
        code: 'no-expiry',
        reason:
          'It was made on 13 August 2026 and has no expiry date, so no date warns of it.',
      },
    ]);
  });

  it('says how long it lives and how long it may', () => {
    expect(
      findings({
        kind: 'secret',
        created: '2026-01-01T00:00:00.000Z',
        expires: '2027-07-01T00:00:00.000Z',
      }),
    ).toEqual([
      {
        code: 'lifetime-above-policy',
        reason:
          'It lives for 546 days, from 1 January 2026 to 1 July 2027, and the policy allows 1 year.',
      },
    ]);
  });

  it('says how long one without expiry date has lived', () => {
    expect(
      findings({ created: '2025-01-01T12:00:00.000Z', expires: undefined })[1],
    ).toEqual({
      code: 'lifetime-above-policy',
      reason:
        'It has lived for 689 days since 1 January 2025, and the policy allows 398 days.',
    });
  });

  it('takes a year that ends in the evening for a year', () => {
    const created = '2026-03-01T10:00:00.000Z';
    const until = (expires: string) =>
      codes({ kind: 'secret', created, expires });
    expect(until('2027-03-01T23:59:59.000Z')).toEqual([]);
    expect(until('2027-03-02T10:00:00.001Z')).toEqual([
      'lifetime-above-policy',
    ]);
  });

  it.each([
    ['secret' as const, ['no-rotation']],
    ['key' as const, ['no-rotation']],
    ['certificate' as const, ['no-rotation']],
    ['tls-endpoint' as const, ['no-rotation']],
    ['client-secret' as const, ['password-where-identity']],
  ])('says what is wrong with renewing a %s by hand', (kind, expected) => {
    expect(codes({ kind, rotation: 'manual' })).toEqual(expected);
  });

  it('says what could take its place', () => {
    expect(
      findings({ kind: 'secret', replaceableBy: 'managed identity' }),
    ).toEqual([
      {
        code: 'password-where-identity',
        reason:
          'It is a password that can leak and expires; a managed identity would need none.',
      },
    ]);
  });

  it('leaves intermediates to their authority', () => {
    expect(
      codes({
        kind: 'tls-endpoint',
        chainPlace: 'intermediate',
        rotation: 'manual',
        created: inDays(-2000),
      }),
    ).toEqual([]);
  });

  it('says from when on it is valid', () => {
    expect(findings({ notBefore: '2026-12-03T00:00:00.000Z' })).toEqual([
      {
        code: 'not-yet-valid',
        reason: 'It is valid from 3 December 2026 on and not before.',
      },
    ]);
  });

  it('says where the newer version is', () => {
    expect(
      credentialFindings(credential(), {
        policy,
        now: NOW,
        supersededBy: {
          id: 'new',
          where: 'shop-weu-kv',
          since: '2026-11-12T09:00:00.000Z',
        },
      }),
    ).toEqual([
      {
        code: 'superseded',
        reason:
          'A newer version has been in shop-weu-kv since 12 November 2026, and this place still has the old one.',
      },
    ]);
  });

  it('gives places two days to fetch a newer version', () => {
    const since = Date.parse('2026-11-20T09:00:00.000Z');
    const at = (now: number) => ({
      policy,
      now: new Date(now),
      supersededBy: {
        id: 'new',
        where: 'shop-weu-kv',
        since: new Date(since).toISOString(),
      },
    });
    const own = credential();
    const due = since + 2 * DAY_MS;
    expect(findingsChangeAt(own, at(since))).toBe(new Date(due).toISOString());
    expect(credentialFindings(own, at(due - 1))).toEqual([]);
    expect(credentialFindings(own, at(due))).toHaveLength(1);
    expect(findingsChangeAt(own, at(due))).toBeUndefined();
  });

  const days = fc.integer({ min: -3000, max: 3000 });
  const any = fc
    .record({
      kind: fc.constantFrom(...CREDENTIAL_KINDS),
      rotation: fc.constantFrom(...ROTATIONS),
      status: fc.constantFrom(undefined, ...CREDENTIAL_STATUSES),
      chainPlace: fc.constantFrom(undefined, 'leaf', 'intermediate'),
      created: days.map(inDays),
      notBefore: fc.option(days.map(inDays), { nil: undefined }),
      expires: fc.option(days.map(inDays), { nil: undefined }),
      replaceableBy: fc.constantFrom(undefined, 'managed identity'),
    })
    .map(changes => credential(changes as Partial<Credential>));

  it('gives each code once, in order, with a sentence; none of what is inactive', () => {
    fc.assert(
      fc.property(any, each => {
        const found = credentialFindings(each, { policy, now: NOW });
        const order = found.map(({ code }) => FINDING_CODES.indexOf(code));
        expect(order).toEqual([...new Set(order)].sort());
        for (const { reason } of found) {
          expect(reason).toMatch(/^[A-Z].*[^.]\.$/);
          expect(reason).not.toMatch(/undefined|NaN|Invalid/);
        }
        expect(isActive(each) || found.length === 0).toBe(true);
      }),
    );
  });

  it('changes by time exactly when it says', () => {
    const at = (each: Credential, now: Date) =>
      credentialFindings(each, { policy, now })
        .map(({ code }) => code)
        .join();
    fc.assert(
      fc.property(any, days, (each, later) => {
        const change = findingsChangeAt(each, { policy, now: NOW });
        const changed =
          change === undefined
            ? NOW.getTime() + Math.abs(later) * DAY_MS + 1
            : Date.parse(change);
        expect(changed).toBeGreaterThan(NOW.getTime());
        expect(at(each, new Date(changed - 1))).toBe(at(each, NOW));
        expect(at(each, new Date(changed)) === at(each, NOW)).toBe(
          change === undefined,
        );
      }),
    );
  });
});
