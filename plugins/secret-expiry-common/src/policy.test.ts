import fc from 'fast-check';
import { CREDENTIAL_KINDS } from './credential';
import {
  DEFAULT_EXPIRY_POLICY,
  POLICY_LEEWAY_MS,
  allowedUntil,
  isMaxLifetime,
} from './policy';

const CREATED = '2027-03-01T10:00:00.000Z';

describe('the policy', () => {
  it('takes durations above 0', () => {
    expect(['P1Y', 'P398D', 'PT36H', 'P1M2W'].filter(isMaxLifetime)).toEqual([
      'P1Y',
      'P398D',
      'PT36H',
      'P1M2W',
    ]);
    expect(
      ['', '1 year', 'P0D', 'P-1Y', 'P', '365', 'P1Y-2Y'].filter(isMaxLifetime),
    ).toEqual([]);
    expect(
      Object.values(DEFAULT_EXPIRY_POLICY.maxLifetime).every(
        longest => longest && isMaxLifetime(longest),
      ),
    ).toBe(true);
  });

  it.each([
    // 2028 has a 29 February.
    ['secret' as const, '2028-03-02T10:00:00.000Z'],
    ['key' as const, '2029-03-02T10:00:00.000Z'],
    ['certificate' as const, '2028-04-03T10:00:00.000Z'],
  ])('counts a %s by the calendar, and a day more', (kind, until) => {
    const allowed = allowedUntil(
      { kind, created: CREATED },
      DEFAULT_EXPIRY_POLICY,
    );
    expect(new Date(allowed!).toISOString()).toBe(until);
  });

  it('counts from when the credential begins', () => {
    expect(
      allowedUntil(
        { kind: 'secret', created: CREATED, notBefore: '2027-06-01T00:00:00Z' },
        DEFAULT_EXPIRY_POLICY,
      ),
    ).toBe(Date.parse('2028-06-01T00:00:00Z') + POLICY_LEEWAY_MS);
  });

  it('has no say about intermediates, kinds it leaves out, and what is no duration', () => {
    const tls = { kind: 'tls-endpoint' as const, created: CREATED };
    expect(
      allowedUntil(
        { ...tls, chainPlace: 'intermediate' },
        DEFAULT_EXPIRY_POLICY,
      ),
    ).toBeUndefined();
    for (const longest of [undefined, 'for ever', 'P-1D', 'P999999999Y']) {
      const maxLifetime = {
        ...DEFAULT_EXPIRY_POLICY.maxLifetime,
        'tls-endpoint': longest,
      };
      expect(allowedUntil(tls, { maxLifetime })).toBeUndefined();
    }
  });

  it('lets a longer policy allow no less', () => {
    const days = fc.integer({ min: 1, max: 4000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...CREDENTIAL_KINDS),
        days,
        days,
        (kind, a, b) => {
          const [shorter, longer] = [Math.min(a, b), Math.max(a, b)].map(n =>
            allowedUntil(
              { kind, created: CREATED },
              {
                maxLifetime: {
                  ...DEFAULT_EXPIRY_POLICY.maxLifetime,
                  [kind]: `P${n}D`,
                },
              },
            ),
          );
          expect(shorter!).toBeLessThanOrEqual(longer!);
        },
      ),
    );
  });
});
