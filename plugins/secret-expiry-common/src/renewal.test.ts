import fc from 'fast-check';
import { CredentialDates } from './lifetime';
import { LONGEST_GRACE_MS, automaticRenewal } from './renewal';

const YEAR: CredentialDates = {
  created: '2026-01-01T00:00:00.000Z',
  expires: '2027-01-01T00:00:00.000Z',
  rotation: 'automatic',
};

function renewal(changes: Partial<CredentialDates>) {
  const found = automaticRenewal({ ...YEAR, ...changes });
  return found && [found.plan, ...[found.plannedAt, found.overdueAt].map(iso)];
}

function iso(date: Date) {
  return date.toISOString().slice(0, 16);
}

describe('automaticRenewal', () => {
  it.each<[string, Partial<CredentialDates>, string[] | undefined]>([
    ['none by hand', { rotation: 'manual', renewsAt: '2026-12-01' }, undefined],
    ['a third left', {}, ['third', '2026-09-01T08:00', '2026-09-03T08:00']],
    [
      'the notice before expiry',
      { rotatesBefore: 'P1M' },
      ['notice', '2026-12-01T00:00', '2026-12-03T00:00'],
    ],
    [
      'the date of the source before its notice',
      { rotatesBefore: 'P1M', renewsAt: '2026-11-01T06:00:00.000Z' },
      ['date', '2026-11-01T06:00', '2026-11-03T06:00'],
    ],
    [
      'a shorter grace for a short notice',
      { rotatesBefore: 'P2D' },
      ['notice', '2026-12-30T00:00', '2026-12-30T12:00'],
    ],
    [
      'no plan that comes after the end',
      { renewsAt: '2027-03-01T00:00:00.000Z' },
      ['third', '2026-09-01T08:00', '2026-09-03T08:00'],
    ],
    [
      'no plan that comes with the end',
      { renewsAt: YEAR.expires },
      ['third', '2026-09-01T08:00', '2026-09-03T08:00'],
    ],
    [
      'no notice that is none',
      { rotatesBefore: 'P0D' },
      ['third', '2026-09-01T08:00', '2026-09-03T08:00'],
    ],
    [
      'no words for dates',
      { renewsAt: 'soon', rotatesBefore: 'a while' },
      ['third', '2026-09-01T08:00', '2026-09-03T08:00'],
    ],
    [
      'the date of what never expires',
      { expires: undefined, renewsAt: '2026-06-01T00:00:00.000Z' },
      ['date', '2026-06-01T00:00', '2026-06-03T00:00'],
    ],
    [
      'nothing of what never expires and has no date',
      { expires: undefined, rotatesBefore: 'P30D' },
      undefined,
    ],
  ])('knows %s', (_, changes, expected) => {
    expect(renewal(changes)).toEqual(expected);
  });

  it('is overdue before it expires, however it is planned', () => {
    const time = fc
      .integer({ min: 0, max: 3_000_000_000_000 })
      .map(ms => new Date(ms).toISOString());
    fc.assert(
      fc.property(
        time,
        fc.integer({ min: 1, max: 100_000_000_000 }),
        fc.option(time, { nil: undefined }),
        fc.option(
          fc.integer({ min: -9, max: 4000 }).map(days => `P${days}D`),
          { nil: undefined },
        ),
        (created, lifetime, renewsAt, rotatesBefore) => {
          const expires = Date.parse(created) + lifetime;
          const { plannedAt, overdueAt } = automaticRenewal({
            created,
            expires: new Date(expires).toISOString(),
            rotation: 'automatic',
            renewsAt,
            rotatesBefore,
          })!;
          expect(plannedAt.getTime()).toBeLessThanOrEqual(expires);
          expect(overdueAt.getTime()).toBeLessThanOrEqual(expires);
          const grace = overdueAt.getTime() - plannedAt.getTime();
          expect(grace).toBeGreaterThanOrEqual(0);
          expect(grace).toBeLessThanOrEqual(LONGEST_GRACE_MS);
        },
      ),
    );
  });
});
