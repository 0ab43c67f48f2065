import { credential, inDays } from '../../__fixtures__/credentials';
import { PAST_PERCENT, inOneLane, lanesByStamp } from './timeline';

const workload = 'system:default/deal-fraud-model';
const eus = { stampRef: 'resource:default/deal-fraud-eus2' };
const weu = { stampRef: 'resource:default/deal-fraud-weu' };

describe('the timeline', () => {
  const now = new Date(inDays(0));
  const lanes = lanesByStamp(
    [
      credential('ninety', -100, 90, weu),
      credential('late', -100, 91, weu),
      credential('later', -100, 92, weu),
      credential('undated', -100, undefined, weu),
      credential('quiet', -100, 200, eus),
      credential('past', -100, -3, weu),
      credential('half', -100, 45),
      credential('of another', -100, 50, {
        ...eus,
        workloadRef: 'system:default/other',
      }),
    ],
    workload,
    now,
    90,
  );

  it('puts the past at the left and 90 days at the right, what serves all first, then each stamp', () => {
    expect(
      lanes.map(({ stampRef, items, next }) => [
        stampRef,
        items.map(({ credential: { name }, left, past }) => [
          name,
          Math.round(left),
          past,
        ]),
        next?.name,
      ]),
    ).toEqual([
      [
        undefined,
        [
          ['half', PAST_PERCENT + 46, false],
          ['of another', 59, false],
        ],
        undefined,
      ],
      [eus.stampRef, [], 'quiet'],
      [
        weu.stampRef,
        [
          ['past', 0, true],
          ['ninety', 100, false],
        ],
        'late',
      ],
    ]);
  });

  it('puts all in one list by date where there is no room', () => {
    const lane = inOneLane(lanes);
    expect(lane.items.map(({ credential: { name } }) => name)).toEqual([
      'past',
      'half',
      'of another',
      'ninety',
    ]);
    expect(lane.next?.name).toBe('late');
  });
});
