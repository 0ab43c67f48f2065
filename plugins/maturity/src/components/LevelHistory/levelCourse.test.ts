import { LevelTransition } from '@plumbline/plugin-maturity-common';
import { model } from '../../__fixtures__/maturity';
import { levelCourses } from './levelCourse';

const day = (n: number) => Date.UTC(2026, 10, n, 12);

function change(
  on: number,
  fromProven: number | null,
  toProven: number,
  pillarId?: string,
): LevelTransition {
  return {
    at: new Date(day(on)).toISOString(),
    pillarId,
    fromProven,
    toProven,
    fromPossible: fromProven,
    toPossible: toProven,
    cause: 'Something.',
  };
}

describe('levelCourses', () => {
  it('keeps each level until it changes, over the times of all changes', () => {
    const history = [
      change(4, 1, 0, 'security'),
      change(3, 0, 1),
      change(2, 0, 1, 'security'),
      change(1, null, 0),
    ];
    const { times, courses } = levelCourses(
      { ...model, history },
      'Overall',
      day(9),
    );
    expect(times).toEqual([1, 2, 3, 4, 9].map(day));
    expect(courses.map(({ title, levels }) => [title, levels])).toEqual([
      ['Overall', [0, 0, 1, 1, 1]],
      // No change of it is kept: it stands where it stands.
      ['Operational Excellence', [1, 1, 1, 1, 1]],
      ['Security', [0, 1, 1, 0, 0]],
      ['Cost', [2, 2, 2, 2, 2]],
    ]);
  });

  it('knows nothing from before the first evaluation', () => {
    const { courses } = levelCourses(
      {
        ...model,
        history: [change(2, null, 1, 'security'), change(1, null, 0)],
      },
      'Overall',
      day(3),
    );
    expect(courses.find(({ id }) => id === 'security')?.levels).toEqual([
      null,
      1,
      1,
    ]);
  });

  it('is one moment without history', () => {
    const { times, courses } = levelCourses(
      { ...model, history: [] },
      'Overall',
      day(3),
    );
    expect(times).toEqual([day(3)]);
    expect(courses[0].levels).toEqual([1]);
  });
});
