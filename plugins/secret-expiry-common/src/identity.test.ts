import fc from 'fast-check';
import { CREDENTIAL_KINDS, CREDENTIAL_STATUSES, ROTATIONS } from './credential';
import {
  Placement,
  identityOf,
  leadOf,
  sharedPlan,
  versionOf,
} from './identity';
import { isActive, judgeCredential } from './judgement';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

function placement(id: string, changes: Partial<Placement> = {}): Placement {
  return {
    id,
    sourceId: 'tls',
    kind: 'tls-endpoint',
    thumbprint: A,
    rotation: 'manual',
    ...changes,
  };
}

const vault = placement('9', { sourceId: 'key-vault', kind: 'certificate' });
const endpoint = placement('1');
const renewing = {
  rotation: 'automatic' as const,
  rotatesBefore: 'P30D',
};

const placements = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 50 }).map(String),
    sourceId: fc.constantFrom('key-vault', 'cert-manager', 'tls', 'other'),
    kind: fc.constantFrom(...CREDENTIAL_KINDS),
    thumbprint: fc.constant(A),
    rotation: fc.constantFrom(...ROTATIONS),
    rotatesBefore: fc.constantFrom(undefined, 'P30D', 'P10D'),
    status: fc.constantFrom(undefined, ...CREDENTIAL_STATUSES),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
);

describe('identity', () => {
  it('is the thumbprint of a certificate, and else the only place', () => {
    expect(identityOf(endpoint)).toBe(`certificate:${A}`);
    expect(identityOf(vault)).toBe(identityOf(endpoint));
    expect(identityOf({ id: '1' })).toBe('1');
    // What is no thumbprint must not make two credentials one.
    for (const thumbprint of ['', 'none', A.toUpperCase(), `${A}0`]) {
      expect(identityOf({ id: '1', thumbprint })).toBe('1');
    }
  });

  it('has another version after a rotation or another date', () => {
    const secret = { created: '2026-01-01', expires: '2027-01-01' };
    const versions = [
      secret,
      { ...secret, created: '2026-01-02' },
      { ...secret, expires: '2027-01-02' },
      { created: secret.created },
      { ...secret, thumbprint: A },
      { ...secret, thumbprint: B },
    ].map(versionOf);
    expect(new Set(versions).size).toBe(versions.length);
  });

  it('has the same version wherever the certificate is', () => {
    expect(versionOf({ created: '2026-01-01', thumbprint: A })).toBe(
      versionOf({ created: '2026-02-02', expires: '2027', thumbprint: A }),
    );
  });
});

describe('leadOf', () => {
  it.each<[string, Placement[], string | undefined]>([
    ['nothing', [], undefined],
    ['the only one', [endpoint], '1'],
    ['a vault before an endpoint', [endpoint, vault], '9'],
    [
      'a vault before cert-manager before a secret of Kubernetes',
      [
        placement('1', { sourceId: 'kubernetes-tls', kind: 'certificate' }),
        placement('2', { sourceId: 'cert-manager', kind: 'certificate' }),
        vault,
      ],
      '9',
    ],
    [
      'where it renews itself before a vault that holds a copy',
      [vault, placement('3', { sourceId: 'cert-manager', ...renewing })],
      '3',
    ],
    [
      'an endpoint that shows it before a vault in which it is disabled',
      [endpoint, { ...vault, ...renewing, status: 'disabled' }],
      '1',
    ],
    [
      "somebody else's store before an endpoint",
      [endpoint, placement('8', { sourceId: 'store', kind: 'certificate' })],
      '8',
    ],
    ['the smallest id of equals', [placement('4'), placement('3')], '3'],
  ])('is %s', (_, given, lead) => {
    expect(leadOf(given)?.id).toBe(lead);
  });

  it('is one of them, whatever their order, and active if any is', () => {
    fc.assert(
      fc.property(
        placements.chain(given =>
          fc.tuple(
            fc.constant(given),
            fc.shuffledSubarray(given, { minLength: given.length }),
          ),
        ),
        ([given, shuffled]) => {
          const lead = leadOf(given)!;
          expect(given).toContain(lead);
          expect(leadOf(shuffled)).toBe(lead);
          expect(sharedPlan(shuffled)).toEqual(sharedPlan(given));
          expect(isActive(lead)).toBe(given.some(isActive));
        },
      ),
    );
  });
});

describe('sharedPlan', () => {
  it('is that of the place that renews it', () => {
    expect(sharedPlan([])).toEqual({ rotation: 'manual' });
    expect(sharedPlan([endpoint, vault])).toEqual({ rotation: 'manual' });
    expect(sharedPlan([endpoint, { ...vault, ...renewing }])).toEqual(renewing);
  });

  it('is nobody’s when only a disabled one would renew it', () => {
    expect(
      sharedPlan([endpoint, { ...vault, ...renewing, status: 'disabled' }]),
    ).toEqual({ rotation: 'manual' });
  });

  it('keeps an endpoint silent that shows the certificate of a vault in time', () => {
    const dates = {
      created: '2026-01-01T00:00:00.000Z',
      expires: '2026-12-31T00:00:00.000Z',
    };
    const now = new Date('2026-11-21T00:00:00.000Z');
    const plan = sharedPlan([endpoint, { ...vault, ...renewing }]);
    expect(judgeCredential({ ...dates, rotation: 'manual' }, now).state).toBe(
      'expiring',
    );
    expect(judgeCredential({ ...dates, ...plan }, now).state).toBe('ok');
  });

  it('is automatic exactly when an active place is, or all are inactive and one is', () => {
    fc.assert(
      fc.property(placements, given => {
        const deciding = given.some(isActive) ? given.filter(isActive) : given;
        expect(sharedPlan(given).rotation).toBe(
          deciding.some(({ rotation }) => rotation === 'automatic')
            ? 'automatic'
            : 'manual',
        );
      }),
    );
  });
});
