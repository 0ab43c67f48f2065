import fc from 'fast-check';
import { FINDING_CODES } from './findings';
import { CREDENTIAL_STATES } from './judgement';
import { DAY_MS, STAGE_COUNT } from './stages';
import { Need, actBy, needsSomeone, urgencyOf } from './urgency';

function need(
  state: Need['state'],
  stage: number = 0,
  changes: Partial<Need> = {},
): Need {
  return { state, stage, findings: [], acknowledged: false, ...changes };
}

const superseded = { findings: [{ code: 'superseded' as const }] };
const other = { findings: [{ code: 'no-rotation' as const }] };
const acknowledged = { acknowledged: true };

/** From the most to the least urgent. */
const ORDER: [Need, boolean][] = [
  [need('expired', 6, acknowledged), true],
  [need('expiring', 6, acknowledged), true],
  [need('rotation-overdue', 3), true],
  [need('ok', 0, superseded), true],
  [need('expiring', 5), true],
  [need('expiring', 4), true],
  [need('expiring', 3), true],
  [need('expiring', 2), true],
  [need('expiring', 1, other), true],
  [need('rotation-overdue', 3, acknowledged), false],
  [need('ok', 0, { ...superseded, ...acknowledged }), false],
  [need('expiring', 5, acknowledged), false],
  [need('unknown'), false],
  [need('no-expiry'), false],
  [need('ok', 0, other), false],
  [need('ok'), false],
  [need('inactive', 0, other), false],
];

describe('urgency', () => {
  it('sorts by who must act first', () => {
    const urgencies = ORDER.map(([each]) => urgencyOf(each));
    expect(urgencies).toEqual([...new Set(urgencies)].sort((a, b) => a - b));
  });

  it.each(ORDER)('knows whether %j needs someone: %s', (each, expected) => {
    expect(needsSomeone(each)).toBe(expected);
  });

  it('goes on warning by the date last known while nothing can be looked at', () => {
    const unknown = need('unknown', 5);
    expect(needsSomeone(unknown)).toBe(true);
    expect(urgencyOf(unknown)).toBe(urgencyOf(need('expiring', 5)));
    expect(needsSomeone(need('unknown', 5, acknowledged))).toBe(false);
    expect(needsSomeone(need('unknown', 6, acknowledged))).toBe(true);
  });

  it('takes what is in no stage for well', () => {
    const early = need('expiring', 0);
    expect([needsSomeone(early), urgencyOf(early)]).toEqual([
      false,
      urgencyOf(need('ok')),
    ]);
  });

  it('counts the last stage of an overdue renewal as a last stage', () => {
    expect(urgencyOf(need('rotation-overdue', 6))).toBe(
      urgencyOf(need('expiring', 6)),
    );
  });

  const needs = fc.record({
    state: fc.constantFrom(...CREDENTIAL_STATES),
    stage: fc.integer({ min: 0, max: STAGE_COUNT }),
    acknowledged: fc.boolean(),
    findings: fc
      .subarray([...FINDING_CODES])
      .map(codes => codes.map(code => ({ code }))),
  });

  it('puts whoever must act before all others', () => {
    fc.assert(
      fc.property(needs, needs, (a, b) => {
        expect(Number.isInteger(urgencyOf(a))).toBe(true);
        const before = needsSomeone(a) && !needsSomeone(b);
        expect(!before || urgencyOf(a) < urgencyOf(b)).toBe(true);
      }),
    );
  });

  it('is silenced by an acknowledgement, but not in the last stage or past the date', () => {
    fc.assert(
      fc.property(needs, each => {
        const open = needsSomeone({ ...each, acknowledged: false });
        const last = each.state === 'expired' || each.stage >= STAGE_COUNT;
        expect(needsSomeone({ ...each, acknowledged: true })).toBe(
          open && last,
        );
      }),
    );
  });
});

describe('actBy', () => {
  const now = Date.parse('2026-11-21T12:00:00.000Z');
  const inDays = (days: number) => new Date(now + days * DAY_MS).toISOString();
  const manual = {
    created: inDays(-300),
    expires: inDays(65),
    rotation: 'manual' as const,
  };

  it('is when it expires, or when its renewal became overdue', () => {
    expect(actBy({ ...manual, ...need('expiring', 1) })).toBe(inDays(65));
    expect(actBy({ ...manual, ...need('ok', 0, superseded) })).toBe(inDays(65));
    expect(
      actBy({
        ...manual,
        rotation: 'automatic',
        rotatesBefore: 'P90D',
        ...need('rotation-overdue', 1),
      }),
    ).toBe(inDays(-23));
  });

  it('is nothing when nobody must act, or no date says', () => {
    expect(actBy({ ...manual, ...need('ok') })).toBeUndefined();
    expect(
      actBy({ ...manual, ...need('expiring', 1, acknowledged) }),
    ).toBeUndefined();
    expect(
      actBy({
        ...manual,
        expires: undefined,
        ...need('no-expiry', 0, superseded),
      }),
    ).toBeUndefined();
  });
});
