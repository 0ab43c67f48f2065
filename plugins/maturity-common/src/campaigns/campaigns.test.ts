import fc from 'fast-check';
import { CampaignGoal } from '../api/campaigns';
import { CRITERION_STATES, CriterionState } from '../evaluation/results';
import { computeStanding } from '../evaluation/standing';
import { MaturityModel, criteriaOf, topLevel } from '../model/MaturityModel';
import { blockersToGoal, goalProblem } from './goal';
import { isInScope } from './scope';
import { campaignProgress, campaignState, expectedShare } from './progress';

/** Two pillars with three levels of two strategies with two criteria. */
const model: MaturityModel = {
  id: 'm',
  title: 'M',
  version: '1.0.0',
  description: '',
  source: { title: 'Tests', licence: 'Apache-2.0' },
  pillars: ['a', 'b'].map(pillar => ({
    id: pillar,
    title: pillar,
    description: '',
    levels: [1, 2, 3].map(level => ({
      level,
      name: `${level}`,
      goal: '',
      strategies: [1, 2].map(n => ({
        id: `${pillar}-${level}-${n}`,
        title: '',
        explanation: '',
        howTo: '',
        criteria: ['x', 'y'].map(slug => ({
          id: `${pillar}-${level}-${n}.${slug}`,
          title: '',
          howTo: '',
        })),
      })),
    })),
  })),
};

const criterionIds = criteriaOf(model).map(({ criterion }) => criterion.id);
const strategyIds = [
  ...new Set(criteriaOf(model).map(({ strategy }) => strategy.id)),
];

const someStates = fc
  .array(fc.constantFrom<CriterionState>(...CRITERION_STATES), {
    minLength: criterionIds.length,
    maxLength: criterionIds.length,
  })
  .map(states => new Map(criterionIds.map((id, n) => [id, states[n]])));

const someGoal: fc.Arbitrary<CampaignGoal> = fc.oneof(
  fc.record({
    kind: fc.constant('level' as const),
    modelId: fc.constant('m'),
    pillarId: fc.constantFrom(undefined, 'a', 'b'),
    level: fc.integer({ min: 1, max: topLevel(model) }),
  }),
  fc.record({
    kind: fc.constant('strategies' as const),
    modelId: fc.constant('m'),
    strategyIds: fc.uniqueArray(fc.constantFrom(...strategyIds), {
      minLength: 1,
    }),
  }),
);

function blockers(goal: CampaignGoal, states: Map<string, CriterionState>) {
  return blockersToGoal(goal, model, {
    standing: computeStanding(model, [...states.values()]),
    stateOf: id => states.get(id),
  });
}

describe('blockersToGoal', () => {
  it('is zero exactly when the level is proven', () => {
    fc.assert(
      fc.property(someGoal, someStates, (goal, states) => {
        fc.pre(goal.kind === 'level');
        const standing = computeStanding(model, [...states.values()]);
        const { pillarId, level } = goal as CampaignGoal & { kind: 'level' };
        const proven = pillarId
          ? standing.pillars.find(each => each.pillarId === pillarId)!.proven
          : standing.proven;
        expect(blockers(goal, states) === 0).toBe(proven >= level);
      }),
    );
  });

  it('never grows when a criterion becomes met, and falls by one at most', () => {
    fc.assert(
      fc.property(
        someGoal,
        someStates,
        fc.constantFrom(...criterionIds),
        (goal, states, id) => {
          const before = blockers(goal, states)!;
          const after = blockers(goal, new Map(states).set(id, 'met'))!;
          expect([before, before - 1]).toContain(after);
        },
      ),
    );
  });

  it('is zero when everything passes, and counts what is not known', () => {
    fc.assert(
      fc.property(someGoal, goal => {
        const all = (state: CriterionState) =>
          new Map(criterionIds.map(id => [id, state]));
        expect(blockers(goal, all('met'))).toBe(0);
        expect(blockers(goal, all('exempt'))).toBe(0);
        expect(blockers(goal, all('unknown'))).toBe(
          blockers(goal, all('not-met')),
        );
        expect(blockers(goal, new Map())).toBeGreaterThan(0);
      }),
    );
  });

  it.each<[string, CampaignGoal, RegExp]>([
    [
      'a pillar that is gone',
      { kind: 'level', modelId: 'm', pillarId: 'c', level: 1 },
      /goal\.pillarId: expected a pillar of 'm', 'c' is none/,
    ],
    [
      'a level above the top',
      { kind: 'level', modelId: 'm', level: 4 },
      /goal\.level: expected a whole number from 1 to 3/,
    ],
    [
      'half a level',
      { kind: 'level', modelId: 'm', level: 1.5 },
      /goal\.level/,
    ],
    [
      'a strategy that is gone',
      { kind: 'strategies', modelId: 'm', strategyIds: ['a-1-1', 'z'] },
      /goal\.strategyIds: expected strategies of 'm', 'z' is none/,
    ],
    [
      'no strategy',
      { kind: 'strategies', modelId: 'm', strategyIds: [] },
      /at least one/,
    ],
  ])('knows nothing about %s', (_, goal, problem) => {
    expect(goalProblem(goal, model)).toMatch(problem);
    expect(blockers(goal, new Map())).toBeUndefined();
  });

  it('names a model that is not in force', () => {
    expect(
      goalProblem({ kind: 'level', modelId: 'n', level: 1 }, undefined),
    ).toBe("goal.modelId: expected a model in force, 'n' is none");
  });
});

const START = Date.parse('2026-11-01T00:00:00.000Z');
const DAY_MS = 86_400_000;
const times = {
  startsAt: new Date(START).toISOString(),
  deadline: new Date(START + 100 * DAY_MS).toISOString(),
};
const someTime = fc
  .integer({ min: -50, max: 200 })
  .map(day => START + day * DAY_MS);

describe('expectedShare', () => {
  it('lies on the line from start to deadline and never falls', () => {
    fc.assert(
      fc.property(someTime, someTime, (one, other) => {
        const [earlier, later] = [one, other].sort((a, b) => a - b);
        const share = expectedShare(times, earlier);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(expectedShare(times, later)).toBeGreaterThanOrEqual(share);
      }),
    );
    expect(expectedShare(times, START + 25 * DAY_MS)).toBe(0.25);
  });

  it('stops when it is closed', () => {
    const closedAt = new Date(START + 50 * DAY_MS).toISOString();
    expect(expectedShare({ ...times, closedAt }, START + 90 * DAY_MS)).toBe(
      0.5,
    );
  });
});

describe('campaignProgress', () => {
  it('is on track at the start and when all are done, and at the deadline only then', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(500),
        someTime,
        (workloads, some, now) => {
          const done = Math.min(workloads, some);
          const of = (count: number, at: number) =>
            campaignProgress(
              { workloads, done: count, notStarted: 0, ownersNotStarted: 0 },
              times,
              at,
            ).onTrack;
          expect(of(done, START)).toBe(true);
          expect(of(workloads, now)).toBe(true);
          expect(of(done, START + 100 * DAY_MS)).toBe(done === workloads);
          // More done is never less on track.
          const more = of(Math.min(done + 1, workloads), now);
          expect(more || !of(done, now)).toBe(true);
        },
      ),
    );
  });
});

describe('campaignState', () => {
  const at = (day: number) => START + day * DAY_MS;
  const iso = (day: number) => new Date(at(day)).toISOString();

  it.each([
    ['planned', {}, -1],
    ['running', {}, 0],
    ['running', {}, 99],
    ['missed', {}, 100],
    ['achieved', { achievedAt: iso(50) }, 60],
    ['achieved', { achievedAt: iso(50) }, 160],
    ['missed', { achievedAt: iso(101) }, 160],
    ['closed', { closedAt: iso(40) }, 60],
    ['closed', { closedAt: iso(40), achievedAt: iso(30) }, 160],
    ['planned', { achievedAt: iso(-3) }, -1],
  ])('is %s', (state, more, day) => {
    expect(campaignState({ ...times, ...more }, at(day))).toBe(state);
  });
});

describe('isInScope', () => {
  const shop = {
    workloadRef: 'system:default/shop',
    ownerRef: 'group:default/team',
    lifecycle: 'production',
  };

  it.each([
    [true, {}],
    [true, { owners: [], workloadRefs: [] }],
    [true, { owners: ['group:default/other', 'group:default/team'] }],
    [false, { owners: ['group:default/other'] }],
    [false, { domains: ['domain:default/bank'] }],
    [true, { lifecycles: ['production'], workloadRefs: [shop.workloadRef] }],
    [false, { lifecycles: ['production'], workloadRefs: ['system:default/x'] }],
  ])('is %s for %j', (expected, scope) => {
    expect(isInScope(scope, shop)).toBe(expected);
  });
});
