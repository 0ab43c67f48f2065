import fc from 'fast-check';
import {
  STALE_AFTER_MS,
  healthOfCredential,
  judgeCredential,
  toneOfCredential,
} from './judgement';
import { CredentialDates } from './lifetime';
import { DAY_MS } from './stages';

const NOW = new Date('2026-11-21T12:00:00.000Z');

function inDays(days: number): string {
  return new Date(NOW.getTime() + days * DAY_MS).toISOString();
}

function manual(created: number, expires?: number): CredentialDates {
  return {
    created: inDays(created),
    expires: expires === undefined ? undefined : inDays(expires),
    rotation: 'manual',
  };
}

function automatic(created: number, expires: number, rotatesBefore?: string) {
  return {
    ...manual(created, expires),
    rotation: 'automatic' as const,
    rotatesBefore,
  };
}

describe('judgeCredential', () => {
  it.each([
    ['a year, 200 days left', manual(-165, 200), 'ok', 0, 'healthy', 'good'],
    [
      'a year, 90 days left',
      manual(-275, 90),
      'expiring',
      1,
      'healthy',
      'neutral',
    ],
    [
      'a year, 59 days left',
      manual(-306, 59),
      'expiring',
      2,
      'healthy',
      'neutral',
    ],
    [
      'a year, 30 days left',
      manual(-335, 30),
      'expiring',
      3,
      'degraded',
      'warning',
    ],
    [
      'a year, 6 days left',
      manual(-359, 6),
      'expiring',
      5,
      'degraded',
      'warning',
    ],
    ['a year, 1 day left', manual(-364, 1), 'expiring', 6, 'degraded', 'bad'],
    ['past its date', manual(-368, -3), 'expired', 6, 'unhealthy', 'bad'],
    [
      'past its date this very moment',
      manual(-365, 0),
      'expired',
      6,
      'unhealthy',
      'bad',
    ],
    ['47 days, 30 left', manual(-17, 30), 'ok', 0, 'healthy', 'good'],
    ['47 days, 15 left', manual(-32, 15), 'expiring', 1, 'healthy', 'neutral'],
    ['47 days, 2 left', manual(-45, 2), 'expiring', 5, 'degraded', 'warning'],
    ['no expiry date', manual(-900), 'no-expiry', 0, 'healthy', 'neutral'],
    [
      'automatic, before its plan',
      automatic(-330, 35, 'P30D'),
      'ok',
      0,
      'healthy',
      'good',
    ],
    [
      'automatic, within its grace',
      automatic(-336, 29, 'P30D'),
      'ok',
      0,
      'healthy',
      'good',
    ],
    [
      'automatic, overdue',
      automatic(-340, 25, 'P30D'),
      'rotation-overdue',
      3,
      'degraded',
      'warning',
    ],
    [
      'automatic, overdue, last day',
      automatic(-364.5, 0.5, 'P30D'),
      'rotation-overdue',
      6,
      'degraded',
      'bad',
    ],
    [
      'automatic, past its date',
      automatic(-366, -1, 'P30D'),
      'expired',
      6,
      'unhealthy',
      'bad',
    ],
    [
      'automatic 47 days without a plan, a third left',
      automatic(-31, 16),
      'ok',
      0,
      'healthy',
      'good',
    ],
    [
      'automatic 47 days without a plan, overdue',
      automatic(-34, 13),
      'rotation-overdue',
      1,
      'healthy',
      'warning',
    ],
  ])('%s', (_, dates, state, stage, health, tone) => {
    const judgement = judgeCredential(dates, NOW);
    expect(judgement).toMatchObject({ state, stage });
    expect(healthOfCredential(judgement)).toBe(health);
    expect(toneOfCredential(judgement)).toBe(tone);
  });

  it('takes the lifetime from notBefore when there is one', () => {
    const dates = { ...manual(-300, 15), notBefore: inDays(-32) };
    expect(judgeCredential(dates, NOW)).toMatchObject({ stage: 1 });
  });

  it('counts a month of rotatesBefore by the calendar', () => {
    const dates: CredentialDates = {
      created: '2026-01-01T00:00:00.000Z',
      expires: '2027-03-31T00:00:00.000Z',
      rotation: 'automatic',
      rotatesBefore: 'P1M',
    };
    // A month before 31 March is 28 February, and two days of grace follow.
    expect(judgeCredential(dates, NOW).nextChangeAt).toBe(
      '2027-03-02T00:00:00.000Z',
    );
  });

  it('trusts unconfirmed dates for a day, then knows nothing', () => {
    const lastSeen = new Date(NOW.getTime() - DAY_MS / 2);
    const judgement = judgeCredential(manual(-10, 300), NOW, lastSeen);
    expect(judgement).toEqual({
      state: 'ok',
      stage: 0,
      nextChangeAt: new Date(lastSeen.getTime() + STALE_AFTER_MS).toISOString(),
    });
    const later = judgeCredential(
      manual(-10, 300),
      new Date(judgement.nextChangeAt!),
      lastSeen,
    );
    expect(later).toEqual({
      state: 'unknown',
      stage: 0,
      // The first stage begins all the same.
      nextChangeAt: inDays(210),
    });
    expect(healthOfCredential(later)).toBe('unknown');
    expect(toneOfCredential(later)).toBe('unknown');
  });

  it.each([['disabled' as const], ['deleted' as const]])(
    'is silent about one that is %s',
    status => {
      for (const each of [manual(-900), manual(-300, -3), manual(-364, 1)]) {
        const judgement = judgeCredential({ ...each, status }, NOW);
        expect(judgement).toEqual({ state: 'inactive', stage: 0 });
        expect(healthOfCredential(judgement)).toBe('healthy');
        expect(toneOfCredential(judgement)).toBe('neutral');
      }
    },
  );

  it('does not call inactive what nobody has confirmed for a day', () => {
    const dates = { ...manual(-10, 300), status: 'disabled' as const };
    expect(judgeCredential(dates, NOW, new Date(inDays(-2)))).toEqual({
      state: 'unknown',
      stage: 0,
    });
  });

  it('tells when what has no expiry date should have been renewed', () => {
    const key = {
      ...manual(-360),
      rotation: 'automatic' as const,
      renewsAt: inDays(3),
    };
    expect(judgeCredential(key, NOW)).toEqual({
      state: 'no-expiry',
      stage: 0,
      nextChangeAt: inDays(5),
    });
    const overdue = judgeCredential(key, new Date(inDays(5)));
    expect(overdue).toEqual({ state: 'rotation-overdue', stage: 0 });
    expect(toneOfCredential(overdue)).toBe('warning');
  });

  const dates = fc
    .record({
      start: fc.integer({ min: 0, max: 3_000_000_000_000 }),
      delay: fc.integer({ min: 0, max: 100 * DAY_MS }),
      lifetime: fc.integer({ min: 1, max: 1_500 * DAY_MS }),
      rotation: fc.constantFrom('manual' as const, 'automatic' as const),
      rotatesBefore: fc.option(
        fc.integer({ min: -10, max: 400 }).map(days => `P${days}D`),
        { nil: undefined },
      ),
      renewsAfter: fc.option(fc.integer({ min: 0, max: 1_600 * DAY_MS }), {
        nil: undefined,
      }),
    })
    .map(
      ({ start, delay, lifetime, rotation, rotatesBefore, renewsAfter }) => ({
        created: new Date(start).toISOString(),
        notBefore: new Date(start + delay).toISOString(),
        expires: new Date(start + delay + lifetime).toISOString(),
        rotation,
        rotatesBefore: rotation === 'automatic' ? rotatesBefore : undefined,
        renewsAt:
          rotation === 'automatic' && renewsAfter !== undefined
            ? new Date(start + delay + renewsAfter).toISOString()
            : undefined,
      }),
    );
  const resolutions = fc.constantFrom(0, 60_000, DAY_MS / 2, 40 * DAY_MS);

  it('changes exactly at the times it announces, never back, to past its date', () => {
    fc.assert(
      fc.property(dates, resolutions, (input, resolution) => {
        const judge = (at: Date) =>
          judgeCredential(input, at, undefined, resolution);
        let judgement = judge(new Date(input.created));
        let steps = 0;
        while (judgement.nextChangeAt) {
          const at = new Date(judgement.nextChangeAt);
          const before = judge(new Date(at.getTime() - 1));
          const after = judge(at);
          expect(before).toMatchObject({
            state: judgement.state,
            stage: judgement.stage,
          });
          expect(`${after.state} ${after.stage}`).not.toBe(
            `${before.state} ${before.stage}`,
          );
          expect(after.stage).toBeGreaterThanOrEqual(before.stage);
          judgement = after;
          steps++;
        }
        expect(judgement.state).toBe('expired');
        expect(steps).toBeLessThanOrEqual(8);
      }),
    );
  });
});
