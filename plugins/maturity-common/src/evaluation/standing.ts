import {
  MaturityModel,
  Pillar,
  criteriaOfPillar,
} from '../model/MaturityModel';
import { CRITERION_STATES, CriterionState, isOpen, passes } from './results';

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
 * Levels from the states of a model's criteria. A criterion without a state
 * counts as unknown.
 *
 * On a pillar, proven is the highest n such that every criterion of the levels
 * 1 to n passes; possible lets the open ones pass too, so it is never below
 * proven. All criteria up to proven pass, so what blocks the next level is
 * exactly what does not pass in it: no smaller set would do. Overall, both are
 * the lowest of the pillars, and the pillars that stand lowest block the next.
 */
export function computeStanding(
  model: MaturityModel,
  states: ReadonlyMap<string, CriterionState>,
): Standing {
  const pillars = model.pillars.map(pillar => standingOf(pillar, states));
  const proven = Math.min(...pillars.map(pillar => pillar.proven));
  const lowest = pillars.filter(pillar => pillar.proven === proven);
  const blockers = lowest.flatMap(({ next }) => next?.blockers ?? []);
  return {
    proven,
    possible: Math.min(...pillars.map(pillar => pillar.possible)),
    states: sum(pillars.map(pillar => pillar.states)),
    pillars,
    next:
      blockers.length === 0
        ? undefined
        : { level: proven + 1, blockers: notMetFirst(blockers, states) },
  };
}

function standingOf(
  pillar: Pillar,
  states: ReadonlyMap<string, CriterionState>,
): PillarStanding {
  const levels = pillar.levels.map(({ level }) => ({
    level,
    total: 0,
    passed: 0,
    notMet: 0,
    unknown: 0,
  }));
  const counts = noStates();
  const placed = criteriaOfPillar(pillar).map(({ level, criterion }) => ({
    level,
    id: criterion.id,
    state: states.get(criterion.id) ?? ('unknown' as const),
  }));
  for (const { level, state } of placed) {
    const count = levels[level - 1];
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
            blockers: notMetFirst(
              placed
                .filter(
                  ({ level, state }) => level === proven + 1 && !passes(state),
                )
                .map(({ id }) => id),
              states,
            ),
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

function notMetFirst(
  ids: string[],
  states: ReadonlyMap<string, CriterionState>,
): string[] {
  const isNotMet = (id: string) => states.get(id) === 'not-met';
  return [...ids.filter(isNotMet), ...ids.filter(id => !isNotMet(id))];
}

function noStates(): StateCounts {
  return Object.fromEntries(
    CRITERION_STATES.map(state => [state, 0]),
  ) as StateCounts;
}

function sum(counts: StateCounts[]): StateCounts {
  const total = noStates();
  for (const count of counts) {
    for (const state of CRITERION_STATES) total[state] += count[state];
  }
  return total;
}
