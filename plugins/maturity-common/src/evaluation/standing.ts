import {
  MaturityModel,
  Pillar,
  PlacedCriterion,
  criteriaOfPillar,
} from '../model/MaturityModel';
import {
  CRITERION_STATES,
  CriterionState,
  combine,
  isOpen,
  passes,
} from './results';

/** How many criteria of one level of one pillar are in which state. */
export interface LevelCount {
  /** From 1. */
  level: number;
  total: number;
  /** Met, exempt or not applicable. */
  passed: number;
  notMet: number;
  /** Unknown or error. */
  unknown: number;
}

/** The least that must change for one more level to be proven. */
export interface NextLevel {
  level: number;
  /** Ids of the criteria that stand in the way: those not met first, then the open ones. */
  blockers: string[];
}

/** How many criteria are in each state. */
export type StateCounts = Record<CriterionState, number>;

/** Where one workload stands on the ladder of one pillar. */
export interface PillarStanding {
  pillarId: string;
  /** Highest level up to which every criterion passes; 0 when nothing is proven. */
  proven: number;
  /** The same if every open criterion turned out to be met. */
  possible: number;
  levels: LevelCount[];
  states: StateCounts;
  /** Absent at the top. */
  next?: NextLevel;
}

/** Where one workload stands on a model: as high as on its lowest pillar. */
export interface Standing {
  proven: number;
  possible: number;
  states: StateCounts;
  pillars: PillarStanding[];
  /** Over all pillars that hold the overall level down. Absent at the top. */
  next?: NextLevel;
}

/**
 * Levels from the states of a model's criteria.
 *
 * On a pillar, proven is the highest n such that every criterion of the levels
 * 1 to n passes; possible lets the open ones pass too, so it is never below
 * proven. All criteria up to proven pass, so what blocks the next level is
 * exactly what does not pass in it: no smaller set would do. Overall, both are
 * the lowest of the pillars, and the pillars that stand lowest block the next.
 *
 * @param states - in the model's order ({@link criteriaOf}); a criterion
 * without one counts as unknown.
 */
export function computeStanding(
  model: MaturityModel,
  states: readonly CriterionState[],
): Standing {
  let first = 0;
  return standingOn(
    model.pillars.map(pillar => {
      const standing = standingOf(pillar, states, first);
      first += criteriaOfPillar(pillar).length;
      return standing;
    }),
  );
}

/** A strategy with the positions of its criteria, from `first` to before `end`. */
export interface StrategyPlace {
  id: string;
  first: number;
  end: number;
}

/**
 * Ids of the strategies that are not met, and of those that are unknown or in error.
 *
 * @param states - in the model's order.
 */
export function strategiesToDo(
  strategies: readonly StrategyPlace[],
  states: readonly CriterionState[],
): { missed: string[]; open: string[] } {
  const missed: string[] = [];
  const open: string[] = [];
  for (const { id, first, end } of strategies) {
    const state = combine(states, first, end);
    if (state === 'not-met') missed.push(id);
    else if (isOpen(state)) open.push(id);
  }
  return { missed, open };
}

/** Where a workload stands on a model from where it stands on its pillars. */
export function standingOn(pillars: PillarStanding[]): Standing {
  const proven = Math.min(...pillars.map(pillar => pillar.proven));
  const lowest = pillars.filter(pillar => pillar.proven === proven);
  const blockers = notMetFirst(lowest);
  return {
    proven,
    possible: Math.min(...pillars.map(pillar => pillar.possible)),
    states: sum(pillars.map(pillar => pillar.states)),
    pillars,
    next: blockers.length === 0 ? undefined : { level: proven + 1, blockers },
  };
}

/** @param first - position of the pillar's first criterion in `states`. */
function standingOf(
  pillar: Pillar,
  states: readonly CriterionState[],
  first: number,
): PillarStanding {
  const levels = pillar.levels.map(({ level }) => ({
    level,
    total: 0,
    passed: 0,
    notMet: 0,
    unknown: 0,
  }));
  const counts = noStates();
  const criteria = criteriaOfPillar(pillar);
  for (let i = 0; i < criteria.length; i++) {
    const state = states[first + i] ?? 'unknown';
    const count = levels[criteria[i].level - 1];
    count.total++;
    counts[state]++;
    if (passes(state)) count.passed++;
    else if (isOpen(state)) count.unknown++;
    else count.notMet++;
  }
  const proven = climb(levels, ({ passed, total }) => passed === total);
  return {
    pillarId: pillar.id,
    proven,
    possible: climb(levels, ({ notMet }) => notMet === 0),
    levels,
    states: counts,
    next:
      proven === levels.length
        ? undefined
        : {
            level: proven + 1,
            blockers: blockersOf(criteria, states, first, proven + 1),
          },
  };
}

function climb(
  levels: LevelCount[],
  mayPass: (count: LevelCount) => boolean,
): number {
  const stop = levels.findIndex(count => !mayPass(count));
  return stop === -1 ? levels.length : stop;
}

/** Ids of what does not pass in a level: those not met first, then the open ones. */
function blockersOf(
  criteria: PlacedCriterion[],
  states: readonly CriterionState[],
  first: number,
  level: number,
): string[] {
  const notMet: string[] = [];
  const open: string[] = [];
  for (let i = 0; i < criteria.length; i++) {
    if (criteria[i].level !== level) continue;
    const state = states[first + i] ?? 'unknown';
    if (passes(state)) continue;
    (isOpen(state) ? open : notMet).push(criteria[i].criterion.id);
  }
  return [...notMet, ...open];
}

/** What blocks these pillars: what is not met on any first, then the open ones. */
function notMetFirst(pillars: PillarStanding[]): string[] {
  const notMet: string[] = [];
  const open: string[] = [];
  for (const { next, levels } of pillars) {
    if (!next) continue;
    const known = levels[next.level - 1].notMet;
    notMet.push(...next.blockers.slice(0, known));
    open.push(...next.blockers.slice(known));
  }
  return [...notMet, ...open];
}

function noStates(): StateCounts {
  return {
    met: 0,
    'not-met': 0,
    unknown: 0,
    exempt: 0,
    'not-applicable': 0,
    error: 0,
  };
}

function sum(counts: StateCounts[]): StateCounts {
  const total = noStates();
  for (const count of counts) {
    for (const state of CRITERION_STATES) total[state] += count[state];
  }
  return total;
}
