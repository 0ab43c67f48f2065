import fc from 'fast-check';
import {
  AcknowledgementTerms,
  acknowledgeUntil,
  cutSnooze,
  standing,
} from './acknowledgement';
import { judgeCredential } from './judgement';
import { CredentialDates } from './lifetime';
import { DAY_MS, STAGE_COUNT } from './stages';

const NOW = new Date('2026-11-21T12:00:00.000Z');

const inDays = (days: number) =>
  new Date(NOW.getTime() + days * DAY_MS).toISOString();

const YEAR: CredentialDates = {
  created: inDays(-335),
  expires: inDays(30),
  rotation: 'manual',
};

describe('acknowledgeUntil', () => {
  it.each<[string, Partial<CredentialDates>, string | undefined]>([
    ['a day before a year ends', {}, inDays(29)],
    [
      'no time once the last stage has begun',
      { expires: inDays(1) },
      undefined,
    ],
    ['no time past its date', { expires: inDays(-1) }, undefined],
    ['no time without an expiry date', { expires: undefined }, undefined],
    ['no time when it is disabled', { status: 'disabled' }, undefined],
    [
      'when its renewal is overdue, where that is later',
      { rotation: 'automatic', rotatesBefore: 'P1D' },
      inDays(29.25),
    ],
    [
      'a month for an overdue renewal that no date ends',
      { rotation: 'automatic', expires: undefined, renewsAt: inDays(-9) },
      inDays(30),
    ],
    [
      'no time while the renewal of what never ends is not overdue',
      { rotation: 'automatic', expires: undefined, renewsAt: inDays(-1) },
      undefined,
    ],
  ])('is %s', (_, changes, until) => {
    expect(acknowledgeUntil({ ...YEAR, ...changes }, NOW)).toBe(until);
  });

  const dates = fc
    .record({
      created: fc.integer({ min: -900, max: 0 }).map(inDays),
      left: fc.integer({ min: 1, max: 900 * DAY_MS }),
      rotation: fc.constantFrom('manual' as const, 'automatic' as const),
      rotatesBefore: fc.option(
        fc.integer({ min: 0, max: 400 }).map(days => `P${days}D`),
        { nil: undefined },
      ),
    })
    .map(({ left, ...others }) => ({
      ...others,
      expires: new Date(NOW.getTime() + left).toISOString(),
    }));

  it('is where the last stage begins, and never after', () => {
    fc.assert(
      fc.property(dates, fc.constantFrom(0, 3_600_000), (each, resolution) => {
        const judge = (at: Date) =>
          judgeCredential(each, at, undefined, resolution);
        const until = acknowledgeUntil(each, NOW, resolution);
        const end = until === undefined ? NOW.getTime() : Date.parse(until);
        expect(judge(new Date(end)).stage).toBe(STAGE_COUNT);
        // Until then, if there is a then, it is not the last one.
        expect(until === undefined || end > NOW.getTime()).toBe(true);
        expect(
          until === undefined || judge(new Date(end - 1)).stage < STAGE_COUNT,
        ).toBe(true);
      }),
    );
  });

  it('cuts a snooze to it, and to nothing longer or shorter', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 999 }), (each, days) => {
        const latest = acknowledgeUntil(each, NOW);
        const cut = latest !== undefined && latest < inDays(days);
        const snooze = cutSnooze(inDays(days), each, NOW);
        expect('error' in snooze).toBe(latest === undefined);
        expect('error' in snooze || snooze).toEqual(
          latest === undefined || { until: cut ? latest : inDays(days), cut },
        );
      }),
    );
  });
});

describe('cutSnooze', () => {
  it.each<[string, string, Partial<CredentialDates>, RegExp]>([
    ['what is no time', 'next week', {}, /^until: expected a date and time/],
    [
      'a time that has passed',
      inDays(-1),
      {},
      /^until: expected a time after now, 21 November 2026 at 12:00 UTC/,
    ],
    ['this moment', inDays(0), {}, /^until: expected a time after now/],
    [
      'the last stage',
      inDays(1),
      { expires: inDays(0.4) },
      /^Its last stage began on 20 November 2026 at 21:36 UTC/,
    ],
    ['what has no date', inDays(1), { expires: undefined }, /no expiry date/],
    [
      'what is deleted',
      inDays(1),
      { status: 'deleted' },
      /disabled or deleted/,
    ],
  ])('refuses %s in a sentence', (_, until, changes, sentence) => {
    const snooze = cutSnooze(until, { ...YEAR, ...changes }, NOW);
    expect(snooze).toEqual({ error: expect.stringMatching(sentence) });
    expect(JSON.stringify(snooze)).not.toContain('next week');
  });

  it('normalises the time that was asked for', () => {
    expect(cutSnooze('2026-11-25T10:00:00+01:00', YEAR, NOW)).toEqual({
      until: '2026-11-25T09:00:00.000Z',
      cut: false,
    });
  });
});

describe('standing', () => {
  const terms = (
    id: string,
    changes: Partial<AcknowledgementTerms> = {},
  ): AcknowledgementTerms => ({
    id,
    at: inDays(-2),
    until: inDays(5),
    version: 'v1',
    ...changes,
  });

  it.each<[string, AcknowledgementTerms[], string | undefined]>([
    ['none', [], undefined],
    ['one that lasts', [terms('a')], 'a'],
    ['none of another version', [terms('a', { version: 'v0' })], undefined],
    [
      'none that was taken back',
      [terms('a', { revokedAt: inDays(-1) })],
      undefined,
    ],
    [
      'none that a rotation voided',
      [terms('a', { voidedAt: inDays(-1) })],
      undefined,
    ],
    [
      'none that is over this moment',
      [terms('a', { until: inDays(0) })],
      undefined,
    ],
    ['none that is to come', [terms('a', { at: inDays(1) })], undefined],
    ['always the same one of the same moment', [terms('a'), terms('b')], 'b'],
    ['the latest', [terms('b', { at: inDays(-1) }), terms('a')], 'b'],
    [
      'not an earlier one when the latest is over',
      [terms('a'), terms('b', { at: inDays(-1), until: inDays(-0.5) })],
      undefined,
    ],
    [
      'an earlier one when the latest was taken back',
      [terms('a'), terms('b', { at: inDays(-1), revokedAt: inDays(-0.5) })],
      'a',
    ],
  ])('is %s', (_, given, id) => {
    expect(standing(given, 'v1', NOW)?.id).toBe(id);
    expect(standing([...given].reverse(), 'v1', NOW)?.id).toBe(id);
  });
});
