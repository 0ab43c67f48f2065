import fc from 'fast-check';
import { CREDENTIAL_STATUSES } from './credential';
import { explainJudgement } from './explainJudgement';
import { judgeCredential } from './judgement';
import { CredentialDates } from './lifetime';
import { DAY_MS } from './stages';

const NOW = new Date('2026-11-21T12:00:00.000Z');

describe('explainJudgement', () => {
  it('fills in the formula of a year that is renewed by hand', () => {
    expect(
      explainJudgement(
        {
          created: '2026-01-01T00:00:00.000Z',
          expires: '2027-01-01T00:00:00.000Z',
          rotation: 'manual',
        },
        NOW,
      ),
    ).toEqual([
      'It was made on 1 January 2026; it expires on 1 January 2027.',
      'Its lifetime L is 365 days, from 1 January 2026 to 1 January 2027.',
      'Stage 1 begins min(90 days, 365 days ÷ 3) = 90 days before it expires: on 3 October 2026.',
      'Stage 2 begins min(60 days, 365 days ÷ 4) = 60 days before it expires: on 2 November 2026.',
      'Stage 3 begins min(30 days, 365 days ÷ 6) = 30 days before it expires: on 2 December 2026.',
      'Stage 4 begins min(14 days, 365 days ÷ 10) = 14 days before it expires: on 18 December 2026.',
      'Stage 5 begins min(7 days, 365 days ÷ 20) = 7 days before it expires: on 25 December 2026.',
      'Stage 6 begins min(1 day, 365 days ÷ 50) = 1 day before it expires: on 31 December 2026.',
      'Now, 21 November 2026 at 12:00 UTC, 40.5 days are left: stage 2 of 6.',
      'Next, stage 3 begins on 2 December 2026.',
    ]);
  });

  it('says what a certificate of 47 days that renews itself waits for', () => {
    const lines = explainJudgement(
      {
        created: '2026-11-01T00:00:00.000Z',
        notBefore: '2026-11-01T00:00:00.000Z',
        expires: '2026-12-18T00:00:00.000Z',
        rotation: 'automatic',
      },
      NOW,
    );
    expect(lines).toEqual([
      'It was made on 1 November 2026, valid from 1 November 2026; it expires on 18 December 2026.',
      'Its lifetime L is 47 days, from 1 November 2026 to 18 December 2026.',
      'It renews itself: planned for 2 December 2026 at 08:00 UTC, with a third of its lifetime left, because no plan is known.',
      'The grace is min(2 days, 15.7 days ÷ 4) = 2 days, so it is overdue from 4 December 2026 at 08:00 UTC on, and silent until then.',
      expect.stringContaining(
        'Stage 1 begins min(90 days, 47 days ÷ 3) = 15.7 days',
      ),
      expect.any(String),
      expect.any(String),
      expect.any(String),
      expect.any(String),
      expect.stringContaining('= 22.6 hours before it expires'),
      'Now, 21 November 2026 at 12:00 UTC, 26.5 days are left, and no stage has begun.',
      'Next, unless it is renewed, that is overdue on 4 December 2026 at 08:00 UTC.',
    ]);
  });

  it.each<[string, Parameters<typeof explainJudgement>[0], RegExp[]]>([
    [
      'that a plan after the end is none',
      {
        created: '2026-01-01T00:00:00.000Z',
        expires: '2027-01-01T00:00:00.000Z',
        renewsAt: '2027-02-01T00:00:00.000Z',
        rotation: 'automatic',
      },
      [/the plan of its source does not come before its expiry/],
    ],
    [
      'the notice of a plan',
      {
        created: '2026-01-01T00:00:00.000Z',
        expires: '2027-01-01T00:00:00.000Z',
        rotatesBefore: 'P1M',
        rotation: 'automatic',
      },
      [/planned for 1 December 2026, 1 month before it expires/],
    ],
    [
      'that no date warns',
      { created: '2026-01-01T00:00:00.000Z', rotation: 'manual' },
      [/has no expiry date/, /stays so until it has an expiry date/],
    ],
    [
      'an overdue renewal of what never expires',
      {
        created: '2025-01-01T00:00:00.000Z',
        renewsAt: '2026-01-01T00:00:00.000Z',
        rotation: 'automatic',
      },
      [/its renewal is overdue/, /stays so until it is renewed/],
    ],
    [
      'that it is past its date',
      {
        created: '2026-01-01T00:00:00.000Z',
        expires: '2026-11-18T00:00:00.000Z',
        rotation: 'manual',
      },
      [/it is 3.5 days past its date/, /stays so until it is renewed/],
    ],
    [
      'that it is disabled',
      {
        created: '2026-01-01T00:00:00.000Z',
        expires: '2026-11-18T00:00:00.000Z',
        rotation: 'manual',
        status: 'disabled',
      },
      [/It is disabled, so that nothing/],
    ],
    [
      'since when nothing is known',
      {
        created: '2026-01-01T00:00:00.000Z',
        expires: '2027-01-01T00:00:00.000Z',
        rotation: 'manual',
        state: 'unknown',
        lastSeen: '2026-11-15T08:00:00.000Z',
      },
      [
        /last seen on 15 November 2026 at 08:00 UTC, more than 1 day ago/,
        /has to be looked at again/,
      ],
    ],
    [
      'that it expires before it begins',
      {
        created: '2027-01-01T00:00:00.000Z',
        expires: '2026-12-01T00:00:00.000Z',
        rotation: 'manual',
      },
      [/counts as one of a year/, /Stage 1 begins 90 days before it expires/],
    ],
  ])('says %s', (_, credential, expected) => {
    const text = explainJudgement(credential, NOW).join('\n');
    for (const each of expected) expect(text).toMatch(each);
  });

  it('says which stages are merged', () => {
    const text = explainJudgement(
      {
        created: '2026-11-21T10:00:00.000Z',
        expires: '2026-11-21T16:00:00.000Z',
        rotation: 'manual',
      },
      NOW,
      1_800_000,
    ).join('\n');
    expect(text).toContain(
      'Stage 4 begins min(14 days, 6 hours ÷ 10) = 36 minutes before it expires, together with the one before: on 21 November 2026 at 15:00 UTC.',
    );
  });

  it('is sentences without holes, whatever the credential, that name what comes next', () => {
    const days = fc.integer({ min: -900, max: 900 });
    const inDays = (n: number) =>
      new Date(NOW.getTime() + n * DAY_MS).toISOString();
    fc.assert(
      fc.property(
        fc.record({
          created: days.map(inDays),
          notBefore: fc.option(days.map(inDays), { nil: undefined }),
          expires: fc.option(days.map(inDays), { nil: undefined }),
          rotation: fc.constantFrom('manual' as const, 'automatic' as const),
          rotatesBefore: fc.constantFrom(undefined, 'P30D', 'P1Y', 'P0D', '?'),
          renewsAt: fc.option(days.map(inDays), { nil: undefined }),
          status: fc.constantFrom(undefined, ...CREDENTIAL_STATUSES),
        }),
        (dates: CredentialDates) => {
          const lines = explainJudgement(dates, NOW);
          for (const line of lines) {
            expect(line).toMatch(/^[A-Z].*[^.]\.$/);
            expect(line).not.toMatch(/undefined|NaN|Invalid|Infinity/);
          }
          const { nextChangeAt } = judgeCredential(dates, NOW);
          expect(lines.some(line => line.startsWith('Next, '))).toBe(
            nextChangeAt !== undefined,
          );
        },
      ),
    );
  });
});
