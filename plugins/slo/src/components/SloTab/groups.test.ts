import { status, timeline } from '../../__fixtures__/slos';
import { eventsOf } from './eventsOf';
import { groupByStamp } from './groupByStamp';

describe('groupByStamp', () => {
  it('puts the whole first, then each stamp, the worst first in each', () => {
    const groups = groupByStamp([
      status({ id: 'a', stampRef: 'resource:default/weu' }),
      status({ id: 'b' }),
      status({ id: 'c', stampRef: 'resource:default/eus' }),
      status({ id: 'd', stampRef: 'resource:default/weu' }),
    ]);
    expect(groups.map(({ slos }) => slos.map(({ id }) => id))).toEqual([
      ['b'],
      ['c'],
      ['a', 'd'],
    ]);
  });
});

describe('eventsOf', () => {
  const { events } = timeline;
  const limited = {
    id: 2,
    workloadRef: 'system:default/shop',
    objectiveIds: ['shop-search'],
    from: '',
    to: '',
    reason: '',
    createdBy: '',
    createdAt: '',
  };
  const idsOf = (slo: Parameters<typeof eventsOf>[0]) =>
    eventsOf(slo, events, [limited]).map(({ id }) => id);

  it('leaves out maintenance of other SLOs and what is about other stamps', () => {
    expect(idsOf({ id: 'shop-search' })).toEqual([
      'exclusion/2',
      'pipeline/77',
      'weu/2',
    ]);
    expect(
      idsOf({ id: 'shop-eus', stampRef: 'resource:default/shop-eus' }),
    ).toEqual(['pipeline/77']);
    expect(
      idsOf({ id: 'shop-weu', stampRef: 'resource:default/shop-weu' }),
    ).toEqual(['pipeline/77', 'weu/2']);
  });
});
