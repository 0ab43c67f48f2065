import {
  LevelTransition,
  ModelSummary,
} from '@plumbline/plugin-maturity-common';

/** Stands for the overall level where pillars stand by their ids. */
export const OVERALL = 'overall';

/** The proven level of one pillar, or overall, over time. */
export interface LevelCourse {
  /** Id of the pillar, or {@link OVERALL}. */
  id: string;
  title: string;
  /** In the order of {@link LevelCourses.times}; `null` where it is not known. */
  levels: (number | null)[];
}

/** Courses of levels over the same times. */
export interface LevelCourses {
  /** Epoch milliseconds, ascending; the last is now. */
  times: number[];
  courses: LevelCourse[];
}

/**
 * The proven levels over the times at which any of them changed. Each keeps its
 * level until it changes; what it was before the first change that is kept, that
 * change says.
 *
 * @param now - epoch milliseconds.
 */
export function levelCourses(
  model: Pick<ModelSummary, 'history' | 'pillars' | 'proven'>,
  overallTitle: string,
  now: number,
): LevelCourses {
  const oldestFirst = model.history
    .map(change => ({ ...change, time: Date.parse(change.at) }))
    .sort((a, b) => a.time - b.time);
  const times = [
    ...new Set([...oldestFirst.map(({ time }) => time), now]),
  ].sort((a, b) => a - b);
  const courseOf = (id: string, title: string, proven: number) => {
    const changes = oldestFirst.filter(change => courseIdOf(change) === id);
    let level: number | null = changes[0] ? changes[0].fromProven : proven;
    let next = 0;
    const levels = times.map(time => {
      while (next < changes.length && changes[next].time <= time) {
        level = changes[next].toProven;
        next++;
      }
      return level;
    });
    return { id, title, levels };
  };
  return {
    times,
    courses: [
      courseOf(OVERALL, overallTitle, model.proven),
      ...model.pillars.map(({ id, title, proven }) =>
        courseOf(id, title, proven),
      ),
    ],
  };
}

/** Whose level a transition changes: a pillar's id or {@link OVERALL}. */
export function courseIdOf({ pillarId }: LevelTransition): string {
  return pillarId ?? OVERALL;
}
