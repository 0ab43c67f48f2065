import fc from 'fast-check';
import { Acknowledgement, acknowledgeUntil, standing } from './acknowledgement';
import {
  EXPIRED_STEP,
  EscalationInput,
  Told,
  audienceOf,
  escalationChain,
  warningStep,
} from './escalation';
import { judgeCredential } from './judgement';
import { CredentialDates } from './lifetime';
import { DAY_MS, STAGE_COUNT } from './stages';

const CHAIN = ['group:default/owner', 'group:default/shop', 'group:default/pf'];

function input(changes: Partial<EscalationInput>): EscalationInput {
  return {
    state: 'expiring',
    stage: 1,
    acknowledged: false,
    chain: CHAIN,
    ...changes,
  };
}

describe('escalationChain', () => {
  it('is who renews, who owns the workload, and the platform team', () => {
    expect(
      escalationChain({
        ownerRef: CHAIN[0],
        workloadOwnerRef: CHAIN[1],
        platformTeamRef: CHAIN[2],
      }),
    ).toEqual(CHAIN);
  });

  it('names nobody twice and nobody unknown', () => {
    expect(escalationChain({})).toEqual([]);
    expect(
      escalationChain({ ownerRef: CHAIN[0], workloadOwnerRef: CHAIN[0] }),
    ).toEqual([CHAIN[0]]);
  });
});

describe('audienceOf', () => {
  it.each<[string, Partial<EscalationInput>, number]>([
    ['the first of the chain at the first warning', {}, 1],
    ['the first, however late it is found', { stage: 4 }, 1],
    ['nobody twice of one stage', { told: told(1, 1) }, 0],
    ['nobody of an earlier stage', { stage: 2, told: told(4, 2) }, 0],
    ['the next at the next stage', { stage: 2, told: told(1, 1) }, 2],
    ['one more after stages were skipped', { stage: 4, told: told(1, 1) }, 2],
    ['no more than there are', { stage: 5, told: told(4, 3) }, 3],
    ['all at the last stage', { stage: 6, told: told(1, 1) }, 3],
    ['all at the last stage, if it is the first warning', { stage: 6 }, 3],
    ['all past its date', { state: 'expired', stage: 6, told: told(6, 3) }, 3],
    [
      'nobody twice past its date',
      { state: 'expired', stage: 6, told: told(7, 3) },
      0,
    ],
    ['nobody while it is acknowledged', { stage: 5, acknowledged: true }, 0],
    [
      'all at the last stage, acknowledged or not',
      { stage: 6, acknowledged: true },
      3,
    ],
    [
      'the same again when what was told was answered',
      { stage: 3, told: told(2, 2), answered: true },
      2,
    ],
    ['nobody without a warning', { state: 'ok', stage: 0 }, 0],
    ['nobody when there is no date', { state: 'no-expiry', stage: 0 }, 0],
    ['nobody when nothing is known', { state: 'unknown', stage: 0 }, 0],
    [
      'all when its last stage begins while it cannot be looked at',
      { state: 'unknown', stage: 6 },
      3,
    ],
    ['nobody when it is disabled', { state: 'inactive', stage: 0 }, 0],
    [
      'the first when a renewal is overdue',
      { state: 'rotation-overdue', stage: 0 },
      1,
    ],
    [
      'the first when a newer version is elsewhere',
      { state: 'ok', stage: 0, superseded: true },
      1,
    ],
  ])('tells %s', (_, changes, count) => {
    expect(audienceOf(input(changes))).toEqual(CHAIN.slice(0, count));
  });

  it('leaves out nobody who was told, when the owner has changed since', () => {
    expect(
      audienceOf(input({ stage: 2, told: { step: 1, audience: [CHAIN[1]] } })),
    ).toEqual(CHAIN);
  });

  it('goes on from where it was when all who were told are others now', () => {
    expect(
      audienceOf(
        input({
          stage: 3,
          told: { step: 2, audience: ['group:default/x', 'group:default/y'] },
        }),
      ),
    ).toEqual(CHAIN);
  });

  it.each<[string, Told, string[], string[]]>([
    [
      'a new owner',
      { step: 2, audience: ['user:default/ada'] },
      CHAIN,
      [CHAIN[0]],
    ],
    [
      'a new owner once, and nobody further on',
      { step: 2, audience: ['user:default/ada', CHAIN[0]], atFirst: 1 },
      CHAIN,
      [],
    ],
    [
      'nobody who was the owner before and is again',
      { step: 2, audience: [CHAIN[1], CHAIN[0]], atFirst: 1 },
      [CHAIN[1], CHAIN[2]],
      [],
    ],
    [
      'a new owner of the workload, if the former was told',
      { step: 3, audience: [CHAIN[0], 'group:default/former'] },
      CHAIN,
      [CHAIN[1]],
    ],
    [
      'no new owner of the workload, if the former was not told either',
      { step: 2, audience: [CHAIN[0]] },
      [CHAIN[0], 'group:default/new', CHAIN[2]],
      [],
    ],
    [
      'the owner of what belonged to nobody',
      { step: 2, audience: [CHAIN[2]] },
      [CHAIN[0], CHAIN[2]],
      [CHAIN[0]],
    ],
    [
      'a new owner of what has come to a further step before',
      { step: 4, audience: ['user:default/ada'] },
      CHAIN,
      [CHAIN[0]],
    ],
  ])('tells %s, when the step was told', (_, before, chain, expected) => {
    expect(audienceOf(input({ stage: 2, told: before, chain }))).toEqual(
      expected,
    );
  });

  it('tells no new owner of what somebody has acknowledged', () => {
    const changes = {
      acknowledged: true,
      told: { step: 1, audience: ['user:default/ada'] },
    };
    expect(audienceOf(input(changes))).toEqual([]);
  });

  it('goes no further at the next stage because there was a new owner', () => {
    expect(
      audienceOf(
        input({
          stage: 2,
          told: {
            step: 1,
            audience: ['user:default/ada', CHAIN[0]],
            atFirst: 1,
          },
        }),
      ),
    ).toEqual(CHAIN.slice(0, 2));
  });

  it('tells nobody where nobody is known', () => {
    expect(audienceOf(input({ stage: 6, chain: [] }))).toEqual([]);
  });

  /** A credential's life, looked at every so often; somebody acknowledges now and then. */
  const lives = fc.record({
    lifetimeDays: fc.integer({ min: 1, max: 800 }),
    automatic: fc.boolean(),
    everyHours: fc.integer({ min: 1, max: 100 }),
    acknowledgedAt: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      maxLength: 2,
    }),
    snoozedDays: fc.integer({ min: 1, max: 200 }),
    chain: fc.subarray(CHAIN, { minLength: 1 }),
  });

  it('tells each step once, never fewer people, and all at the end, over any life', () => {
    fc.assert(
      fc.property(lives, life => {
        const history = live(life);
        const steps = history.map(({ step }) => step);
        expect(steps).toEqual([...new Set(steps)].sort());
        history.forEach(({ audience, step, acknowledged }, index) => {
          expect(audience).toEqual(life.chain.slice(0, audience.length));
          expect(audience.length).toBeGreaterThanOrEqual(
            history[index - 1]?.audience.length ?? 1,
          );
          const last = step >= STAGE_COUNT;
          expect(last && audience.length < life.chain.length).toBe(false);
          expect(!last && acknowledged).toBe(false);
          expect(!last && index === 0 && audience.length > 1).toBe(false);
        });
        // It never expires by surprise.
        expect(steps).toContain(EXPIRED_STEP);
      }),
    );
  });

  it('is silent from an acknowledgement until the last stage', () => {
    const steps = live({
      lifetimeDays: 365,
      automatic: false,
      everyHours: 6,
      // With 65 days left: stage 1 was told.
      acknowledgedAt: [300 / 365],
      snoozedDays: 400,
      chain: CHAIN,
    }).map(({ step, audience }) => [step, audience.length]);
    expect(steps).toEqual([
      [1, 1],
      [6, 3],
      [7, 3],
    ]);
  });

  it('reaches the platform team in the middle of a year when nobody answers', () => {
    const steps = live({
      lifetimeDays: 365,
      automatic: false,
      everyHours: 6,
      acknowledgedAt: [],
      snoozedDays: 1,
      chain: CHAIN,
    }).map(({ step, audience }) => [step, audience.length]);
    expect(steps).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 3],
      [5, 3],
      [6, 3],
      [7, 3],
    ]);
  });
});

function told(step: number, count: number): Told {
  return { step, audience: CHAIN.slice(0, count) };
}

function live(life: {
  lifetimeDays: number;
  automatic: boolean;
  everyHours: number;
  acknowledgedAt: number[];
  snoozedDays: number;
  chain: string[];
}) {
  const start = Date.parse('2026-01-01T00:00:00.000Z');
  const lifetime = life.lifetimeDays * DAY_MS;
  const dates: CredentialDates = {
    created: new Date(start).toISOString(),
    expires: new Date(start + lifetime).toISOString(),
    rotation: life.automatic ? 'automatic' : 'manual',
  };
  const terms = life.acknowledgedAt.flatMap((share, index) => {
    const at = new Date(start + share * lifetime);
    const latest = acknowledgeUntil(dates, at);
    if (latest === undefined) return [];
    const asked = new Date(at.getTime() + life.snoozedDays * DAY_MS);
    return [
      {
        id: String(index),
        at: at.toISOString(),
        until: asked.toISOString() < latest ? asked.toISOString() : latest,
        version: 'v',
      } satisfies Partial<Acknowledgement> & { version: string },
    ];
  });
  const history: (Told & { at: number; acknowledged: boolean })[] = [];
  const round = life.everyHours * 3_600_000;
  for (let at = start; at < start + lifetime + 2 * round; at += round) {
    const now = new Date(at);
    const last = history[history.length - 1];
    const judgement = judgeCredential(dates, now);
    const acknowledged = standing(terms, 'v', now) !== undefined;
    const audience = audienceOf({
      ...judgement,
      acknowledged,
      told: last,
      answered:
        last !== undefined &&
        terms.some(
          each => Date.parse(each.at) > last.at && Date.parse(each.at) <= at,
        ),
      chain: life.chain,
    });
    if (audience.length === 0) continue;
    history.push({ step: warningStep(judgement), audience, at, acknowledged });
  }
  return history;
}
