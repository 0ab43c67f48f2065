import fc from 'fast-check';
import { AvailabilityNode } from '../api/agreements';
import { compositeSla } from './compositeSla';

function part(name: string, value: number | null): AvailabilityNode {
  return {
    kind: 'dependency',
    entityRef: `resource:default/${name}`,
    title: name,
    resourceType: name,
    sla:
      value === null
        ? null
        : {
            resourceType: name,
            service: name,
            value,
            source: 'https://example.com/sla',
            date: '2026-11-21',
            confirmed: true,
          },
  };
}

const group = (
  kind: 'serial' | 'parallel',
  title: string,
  children: AvailabilityNode[],
): AvailabilityNode => ({ kind, title, children });

const bank = (vault: number) =>
  group('serial', 'IE Bank', [
    part('app', 0.9995),
    part('database', 0.9999),
    part('vault', vault),
    part('registry', 0.999),
    part('web', 0.9995),
  ]);

describe('compositeSla', () => {
  it.each([
    // The plan of IE Bank, and the same with the vault at its present SLA.
    [0.999, '99.6904%'],
    [0.9999, '99.7802%'],
  ])('of a chain whose vault has %d is %s', (vault, allowed) => {
    const result = compositeSla(bank(vault));
    expect(result.allowed! * 100).toBeCloseTo(Number.parseFloat(allowed), 4);
    expect(result.arithmetic[0]).toBe(
      `IE Bank, all are needed: 99.95% × 99.99% × ${
        vault * 100
      }% × 99.9% × 99.95% = ${allowed}.`,
    );
  });

  it('says what it means in a month', () => {
    expect(compositeSla(bank(0.999)).arithmetic[1]).toBe(
      'At most 99.6904%: 2 hours 14 minutes of failure in 30 days.',
    );
  });

  it('counts what two regions share once: 99.9781%', () => {
    const link = part('link', 0.9999);
    const region = (name: string) =>
      group('serial', name, [
        link,
        part('app', 0.9995),
        link,
        part('cache', 0.999),
        link,
        part('sql', 0.99995),
        link,
        part('storage', 0.999),
        link,
        part('vault', 0.9999),
        link,
        part('configuration', 0.999),
        link,
      ]);
    const { allowed, arithmetic } = compositeSla(
      group('serial', 'Two regions', [
        part('front-door', 0.9999),
        part('identity', 0.9999),
        part('dns', 1),
        group('parallel', 'Regions', [region('East'), region('West')]),
      ]),
    );
    expect(allowed! * 100).toBeCloseTo(99.9781, 4);
    expect(arithmetic).toEqual([
      expect.stringMatching(/^East, all are needed: .* = 99\.5658%\.$/),
      expect.stringMatching(/^West, all are needed: /),
      expect.stringMatching(
        /^Regions, one is enough: 1 − \(1 − 99\.5658%\) × \(1 − 99\.5658%\) = 99\.9981%\.$/,
      ),
      'Two regions, all are needed: 99.99% × 99.99% × 100% × 99.9981% = 99.9781%.',
      'At most 99.9781%: 9 minutes of failure in 30 days.',
    ]);
  });

  it('leaves out what nothing is known of, and says so', () => {
    expect(
      compositeSla(
        group('serial', 'Shop', [part('app', 0.9995), part('odd', null)]),
      ),
    ).toEqual({
      allowed: 0.9995,
      arithmetic: [
        'At most 99.95%: 22 minutes of failure in 30 days.',
        'Without a known promise and left out: resource:default/odd.',
      ],
      unknown: ['resource:default/odd'],
    });
    expect(
      compositeSla(group('serial', 'Shop', [part('odd', null)])).allowed,
    ).toBeNull();
    expect(compositeSla(group('serial', 'Shop', [])).allowed).toBeNull();
  });

  it('takes what a person has set instead of the table', () => {
    const app = { ...part('app', 0.9995), override: 0.99 } as AvailabilityNode;
    expect(compositeSla(app).allowed).toBe(0.99);
  });

  it('is never more than a serial part, never less than a parallel one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
          minLength: 1,
          maxLength: 6,
        }),
        values => {
          const parts = values.map((value, index) =>
            part(String(index), value),
          );
          const serial = compositeSla(group('serial', 'all', parts)).allowed!;
          const parallel = compositeSla(group('parallel', 'any', parts))
            .allowed!;
          expect(serial).toBeLessThanOrEqual(Math.min(...values));
          expect(parallel).toBeGreaterThanOrEqual(Math.max(...values) - 1e-12);
          // De Morgan: one is enough unless all fail.
          const failing = compositeSla(
            group(
              'serial',
              'all fail',
              values.map((value, index) => part(String(index), 1 - value)),
            ),
          ).allowed!;
          expect(parallel).toBeCloseTo(1 - failing, 12);
        },
      ),
    );
  });
});
