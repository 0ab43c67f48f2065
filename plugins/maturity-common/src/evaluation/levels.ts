import { MaturityModel, criteriaOf } from '../model/MaturityModel';
import { CriterionState, passes } from './results';

/** How many criteria of one level are in which state. */
export interface LevelCount {
  /** From 1. */
  level: number;
  total: number;
  /** Met, exempt or not applicable. */
  passed: number;
  notMet: number;
  unknown: number;
}

/** The least that must change for one more level to be proven. */
export interface NextLevel {
  level: number;
  /** Ids of the criteria that stand in the way: those not met first, then the unknown ones. */
  blockers: string[];
}

/** Where one workload stands on one model's ladder. */
export interface LevelResult {
  /** Highest level up to which every criterion passes; 0 when nothing is proven. */
  proven: number;
  /** The same if every unknown criterion turned out to be met. */
  possible: number;
  counts: LevelCount[];
  /** Absent at the top. */
  next?: NextLevel;
}

/**
 * Levels from the states of a model's criteria. A criterion without a state
 * counts as unknown.
 *
 * Proven is the highest n such that every criterion of the levels 1 to n
 * passes; possible lets the unknown ones pass too, so it is never below proven.
 * All criteria up to proven pass, so what blocks the next level is exactly
 * what does not pass in it: no smaller set would do.
 */
export function computeLevels(
  model: MaturityModel,
  states: ReadonlyMap<string, CriterionState>,
): LevelResult {
  const counts = model.levels.map(({ level }) => ({
    level,
    total: 0,
    passed: 0,
    notMet: 0,
    unknown: 0,
  }));
  const placed = criteriaOf(model).map(({ level, criterion }) => ({
    level,
    id: criterion.id,
    state: states.get(criterion.id) ?? 'unknown',
  }));
  for (const { level, state } of placed) {
    const count = counts[level - 1];
    count.total++;
    if (passes(state)) count.passed++;
    else if (state === 'not-met') count.notMet++;
    else count.unknown++;
  }
  const proven = climb(counts, ({ passed, total }) => passed === total);
  const possible = climb(counts, ({ notMet }) => notMet === 0);
  const blocking = placed.filter(
    ({ level, state }) => level === proven + 1 && !passes(state),
  );
  return {
    proven,
    possible,
    counts,
    next:
      proven === counts.length
        ? undefined
        : {
            level: proven + 1,
            blockers: [
              ...blocking.filter(({ state }) => state === 'not-met'),
              ...blocking.filter(({ state }) => state === 'unknown'),
            ].map(({ id }) => id),
          },
  };
}

function climb(
  counts: LevelCount[],
  mayPass: (count: LevelCount) => boolean,
): number {
  const stop = counts.findIndex(count => !mayPass(count));
  return stop === -1 ? counts.length : stop;
}
