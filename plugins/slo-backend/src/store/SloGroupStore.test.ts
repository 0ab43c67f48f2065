import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { SloGrouping, SloState } from '@plumbline/plugin-slo-common';
import { Knex } from 'knex';
import { saveListedSlos } from '../__testUtils__/listedSlos';
import { SloGroupStore } from './SloGroupStore';
import { openDatabase } from './openDatabase';
import { SloListFilter } from './sloSelection';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(60_000);

const NONE: Record<SloState, number> = {
  exhausted: 0,
  'fast-burn': 0,
  'slow-burn': 0,
  low: 0,
  stale: 0,
  'no-data': 0,
  ok: 0,
};

describe.each(databases.eachSupportedId())('SloGroupStore on %s', id => {
  let groups: SloGroupStore;
  const queries: string[] = [];

  beforeAll(async () => {
    const database: Knex = await databases.init(id);
    await openDatabase(
      mockServices.database.mock({ getClient: async () => database }),
    );
    await saveListedSlos(database);
    database.on('query', ({ sql }) => queries.push(sql));
    groups = new SloGroupStore(database);
  });

  const refs = async (groupBy: SloGrouping, filter: SloListFilter = {}) => {
    const { items, total } = await groups.page(filter, groupBy, {
      limit: 50,
      offset: 0,
    });
    expect(total).toBe(items.length);
    return items.map(({ ref, count }) => `${ref ?? 'nobody'} ${count}`);
  };

  it('puts SLOs together by workload, the most urgent first, in one query', async () => {
    queries.length = 0;
    const { items, total } = await groups.page({}, 'workload', {
      limit: 2,
      offset: 0,
    });
    expect(queries).toHaveLength(1);
    expect(total).toBe(3);
    expect(items).toEqual([
      {
        ref: 'system:default/shop',
        title: 'The Shop',
        ownerRef: 'group:default/shop',
        count: 2,
        workloads: 1,
        states: { ...NONE, exhausted: 1, 'fast-burn': 1 },
        leastBudget: -0.5,
        alert: 'critical',
      },
      {
        ref: 'system:default/bank',
        title: 'Bank',
        ownerRef: 'group:default/bank',
        count: 2,
        workloads: 1,
        states: { ...NONE, 'no-data': 1, ok: 1 },
        leastBudget: 0.2,
        alert: undefined,
      },
    ]);
  });

  it('goes on with what the catalog does not know, and ends', async () => {
    const rest = await groups.page({}, 'workload', { limit: 2, offset: 2 });
    expect(rest).toMatchObject({
      items: [
        { ref: 'system:default/lost', title: 'system:default/lost', count: 1 },
      ],
      total: 3,
    });
    expect(await groups.page({}, 'workload', { limit: 2, offset: 4 })).toEqual({
      items: [],
      total: 3,
    });
  });

  it('puts them together by owner, those of nobody too', async () => {
    expect(await refs('owner')).toEqual([
      'group:default/shop 2',
      'group:default/bank 2',
      'nobody 1',
    ]);
    const { items } = await groups.page({ owners: ['none'] }, 'owner', {
      limit: 1,
      offset: 0,
    });
    expect(items).toEqual([
      {
        ref: undefined,
        count: 1,
        workloads: 1,
        states: { ...NONE, ok: 1 },
        leastBudget: expect.any(Number),
        alert: undefined,
      },
    ]);
  });

  it.each<[SloListFilter, string[]]>([
    [{ states: ['ok'] }, ['system:default/bank 1', 'system:default/lost 1']],
    [{ alerts: ['medium'] }, ['system:default/shop 1']],
    [{ text: 'quiet' }, ['system:default/bank 1']],
    [{ text: 'nothing' }, []],
  ])('groups what %j finds', async (filter, expected) => {
    expect(await refs('workload', filter)).toEqual(expected);
  });

  it('knows no least budget where nothing was measured', async () => {
    const { items } = await groups.page({ states: ['no-data'] }, 'workload', {
      limit: 5,
      offset: 0,
    });
    expect(items).toEqual([expect.objectContaining({ leastBudget: null })]);
  });
});
