import {
  CRITERION_STATES,
  LevelCount,
  PillarStanding,
  Standing,
  StateCounts,
  standingOn,
} from '@plumbline/plugin-maturity-common';
import { ResultList } from './packedResults';

/**
 * The standing on each pillar. What follows from it is left out, the standing
 * on the model above all: a third is left to be written and read.
 */
export type PackedStanding = PackedPillar[];

/** Where a workload stands on one pillar. */
export type PackedPillar = [
  pillarId: string,
  proven: number,
  possible: number,
  /** In the order of {@link CRITERION_STATES}. */
  states: number[],
  /** Of each level how many pass, are not met and are open. */
  levels: number[],
  /** Positions of the criteria in the order of the results. */
  blockers: number[],
];

/**
 * A standing as it is stored.
 *
 * @param results - that it follows from.
 */
export function packStanding(
  { pillars }: Standing,
  results: Pick<ResultList, 'positionOf'>,
): PackedStanding {
  return pillars.map(({ pillarId, proven, possible, states, levels, next }) => [
    pillarId,
    proven,
    possible,
    CRITERION_STATES.map(state => states[state]),
    levels.flatMap(({ passed, notMet, unknown }) => [passed, notMet, unknown]),
    (next?.blockers ?? []).map(id => results.positionOf(id)!),
  ]);
}

/** Highest levels that are proven and possible. */
export type Place = Pick<Standing, 'proven' | 'possible'>;

/** Where a workload stands overall: as high as on its lowest pillar. */
export function placeOn(packed: PackedStanding): Place {
  return {
    proven: Math.min(...packed.map(([, proven]) => proven)),
    possible: Math.min(...packed.map(([, , possible]) => possible)),
  };
}

/**
 * The reverse of {@link packStanding}.
 *
 * @param criteria - ids in the order of the results.
 */
export function unpackStanding(
  packed: PackedStanding,
  criteria: readonly string[],
): Standing {
  return standingOn(packed.map(pillar => unpackPillar(pillar, criteria)));
}

/** Levels and counts alone, for lists: what blocks takes the ids of the criteria. */
export function unpackPlaces(packed: PackedStanding): Pick<
  Standing,
  'proven' | 'possible' | 'states'
> & {
  pillars: Omit<PillarStanding, 'next'>[];
} {
  return unpackStanding(
    packed.map(([id, proven, possible, states, levels]) => [
      id,
      proven,
      possible,
      states,
      levels,
      [],
    ]),
    [],
  );
}

function unpackPillar(
  [pillarId, proven, possible, counts, packedLevels, blockers]: PackedPillar,
  criteria: readonly string[],
): PillarStanding {
  const levels: LevelCount[] = [];
  for (let i = 0; i < packedLevels.length; i += 3) {
    const passed = packedLevels[i];
    const notMet = packedLevels[i + 1];
    const unknown = packedLevels[i + 2];
    levels.push({
      level: levels.length + 1,
      total: passed + notMet + unknown,
      passed,
      notMet,
      unknown,
    });
  }
  return {
    pillarId,
    proven,
    possible,
    levels,
    states: statesOf(counts),
    next:
      proven === levels.length
        ? undefined
        : {
            level: proven + 1,
            blockers: blockers.map(position => criteria[position]),
          },
  };
}

/** Counts by state. */
export function statesOf(counts: readonly number[]): StateCounts {
  const states = {} as StateCounts;
  CRITERION_STATES.forEach((state, index) => {
    states[state] = counts[index];
  });
  return states;
}
