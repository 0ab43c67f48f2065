import { credential, inDays } from '../../__fixtures__/credentials';
import { PAST_PERCENT, groupByEntity, inOneGroup } from './timeline';

describe('the timeline', () => {
  const now = new Date(inDays(0));
  const other = 'resource:default/other-kv';
  const groups = groupByEntity(
    [
      credential('ninety', -100, 90),
      credential('late', -100, 91),
      credential('undated', -100, undefined),
      credential('half', -100, 45, { entityRef: other }),
      credential('past', -100, -3),
    ],
    now,
    90,
  );

  it('puts the past at the left and 90 days at the right, by entity', () => {
    expect(
      groups.map(({ entityRef, items }) => [
        entityRef,
        items.map(({ credential: { name }, left, past }) => [
          name,
          Math.round(left),
          past,
        ]),
      ]),
    ).toEqual([
      [
        'resource:default/deal-fraud-weu-kv',
        [
          ['past', 0, true],
          ['ninety', 100, false],
        ],
      ],
      [other, [['half', Math.round(PAST_PERCENT + 46), false]]],
    ]);
  });

  it('puts all in one list by date where there is no room', () => {
    expect(
      inOneGroup(groups).items.map(({ credential: { name } }) => name),
    ).toEqual(['past', 'half', 'ninety']);
  });
});
