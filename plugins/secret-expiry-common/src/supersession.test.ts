import fc from 'fast-check';
import { Versioned, supersededBy } from './supersession';

const OLD = '0'.repeat(40);
const NEW = '1'.repeat(40);
const NEWEST = '2'.repeat(40);

function certificate(
  id: string,
  thumbprint: string | undefined,
  changes: Partial<Versioned> = {},
): Versioned {
  return {
    id,
    name: `cert-${id}`,
    kind: 'certificate',
    created: '2026-01-01T00:00:00.000Z',
    expires: '2027-01-01T00:00:00.000Z',
    thumbprint,
    previous: [],
    ...changes,
  };
}

/** A version that was replaced. */
function was(thumbprint: string) {
  return {
    created: '2026-01-01T00:00:00.000Z',
    replaced: '2026-11-10T00:00:00.000Z',
    thumbprint,
  };
}

const endpoint = certificate('endpoint', OLD, { kind: 'tls-endpoint' });
const renewed = certificate('vault', NEW, {
  entityRef: 'resource:default/shop-weu-kv',
  created: '2026-11-10T00:00:00.000Z',
  expires: '2027-11-10T00:00:00.000Z',
  previous: [was(OLD)],
});

describe('supersededBy', () => {
  it('finds the vault that has renewed what an endpoint still shows', () => {
    expect(supersededBy(endpoint, [endpoint, renewed])).toEqual({
      id: 'vault',
      where: 'shop-weu-kv',
      since: '2026-11-10T00:00:00.000Z',
      expires: '2027-11-10T00:00:00.000Z',
      thumbprint: NEW,
    });
    expect(supersededBy(renewed, [endpoint, renewed])).toBeUndefined();
  });

  it('names what is in no known place by its own name', () => {
    expect(
      supersededBy(endpoint, [{ ...renewed, entityRef: undefined }])?.where,
    ).toBe('cert-vault');
  });

  it.each<[string, Versioned, Versioned]>([
    ['itself', renewed, { ...renewed, previous: [was(NEW)] }],
    [
      'one that has it again',
      endpoint,
      { ...renewed, thumbprint: OLD, previous: [was(OLD), was(NEW)] },
    ],
    ['one that is disabled', endpoint, { ...renewed, status: 'disabled' }],
    ['one that is deleted', endpoint, { ...renewed, status: 'deleted' }],
    [
      'an older one that somebody put back',
      { ...endpoint, created: '2026-11-11T00:00:00.000Z' },
      renewed,
    ],
    [
      'anything when it has no thumbprint',
      certificate('x', undefined),
      renewed,
    ],
    [
      'anything while it is disabled',
      { ...endpoint, status: 'disabled' },
      renewed,
    ],
    [
      'one that never had it',
      endpoint,
      { ...renewed, previous: [was(NEWEST)] },
    ],
  ])('is not %s', (_, placement, other) => {
    expect(supersededBy(placement, [other])).toBeUndefined();
  });

  it('is the one that begins last, in whatever order', () => {
    const newest = certificate('neu', NEWEST, {
      created: '2026-11-15T00:00:00.000Z',
      previous: [was(NEW), was(OLD)],
    });
    const twin = { ...newest, id: 'aaa' };
    fc.assert(
      fc.property(
        fc.shuffledSubarray([endpoint, renewed, newest, twin], {
          minLength: 4,
        }),
        others => expect(supersededBy(endpoint, others)?.id).toBe('aaa'),
      ),
    );
  });

  it('never lets two supersede each other unless both begin at once', () => {
    const time = fc
      .integer({ min: 0, max: 5 })
      .map(day => new Date(Date.UTC(2026, 0, 1 + day)).toISOString());
    fc.assert(
      fc.property(time, time, (created, other) => {
        const a = certificate('a', OLD, { created, previous: [was(NEW)] });
        const b = certificate('b', NEW, {
          created: other,
          previous: [was(OLD)],
        });
        const both = supersededBy(a, [b]) && supersededBy(b, [a]);
        expect(both !== undefined).toBe(created === other);
      }),
    );
  });
});
