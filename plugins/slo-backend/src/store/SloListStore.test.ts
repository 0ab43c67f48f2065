import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { SLO_SORTS, SloListItem } from '@plumbline/plugin-slo-common';
import { Knex } from 'knex';
import { statusOf } from '../__fixtures__/status';
import { LISTED_STATUSES, saveListedSlos } from '../__testUtils__/listedSlos';
import { SloListOrder, SloListStore } from './SloListStore';
import { StatusStore } from './StatusStore';
import { SloListFilter } from './sloSelection';
import { openDatabase } from './openDatabase';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const URGENT: SloListOrder = { sort: 'urgency', direction: 'asc' };

jest.setTimeout(60_000);

/** Short names of all of them, so that an order reads as one line. */
const ID_OF: Record<string, string> = {
  bank: 'bank-uptime',
  lost: 'lost-uptime',
  quiet: 'bank-quiet',
  shop: 'shop-uptime',
  speed: 'shop-speed',
};

describe.each(databases.eachSupportedId())('SloListStore on %s', id => {
  let database: Knex;
  let list: SloListStore;

  beforeAll(async () => {
    database = await databases.init(id);
    await openDatabase(
      mockServices.database.mock({ getClient: async () => database }),
    );
    await saveListedSlos(database);
    list = new SloListStore(database);
  });

  const idsOf = (items: SloListItem[]) => items.map(item => item.id);
  const find = async (filter: SloListFilter, order = URGENT) => {
    const { items, total } = await list.page(filter, order, {
      limit: 50,
      offset: 0,
    });
    expect(total).toBe(items.length);
    return idsOf(items);
  };

  it('lists the most urgent first, with what the catalog says', async () => {
    const { items, total } = await list.page({}, URGENT, {
      limit: 3,
      offset: 0,
    });
    expect(total).toBe(5);
    expect(idsOf(items)).toEqual(['shop-uptime', 'shop-speed', 'bank-quiet']);
    expect(items[0]).toMatchObject({
      workloadTitle: 'The Shop',
      ownerRef: 'group:default/shop',
      alert: 'critical',
      agreement: 'error',
      burnRates: [{ seconds: 3_600, rate: 0.5 }],
      windowDuration: '28d',
      trend: [0.6, 0.5],
    });
    expect(items[2]).toMatchObject({ burnRates: [], asOf: null });
    const past = await list.page({}, URGENT, { limit: 3, offset: 30 });
    expect(past).toEqual({ items: [], total: 5 });
    const last = await list.page({}, URGENT, { limit: 3, offset: 3 });
    expect(last.items[0].agreement).toBe('warning');
    expect(last.items[1]).toMatchObject({
      workloadTitle: 'system:default/lost',
      ownerRef: undefined,
    });
  });

  it.each<[SloListOrder['sort'], 'asc' | 'desc', string]>([
    ['name', 'asc', 'quiet lost speed shop bank'],
    ['workload', 'asc', 'quiet bank speed shop lost'],
    ['owner', 'desc', 'shop speed bank quiet lost'],
    ['compliance', 'asc', 'shop bank lost speed quiet'],
    ['remaining', 'desc', 'speed lost bank shop quiet'],
    ['burnRate', 'desc', 'bank lost speed shop quiet'],
    ['exhaustion', 'asc', 'speed quiet bank lost shop'],
    ['coverage', 'asc', 'quiet bank lost speed shop'],
  ])('sorts by %s %s: %s', async (sort, direction, order) => {
    const ids = order.split(' ').map(name => ID_OF[name]);
    expect(await find({}, { sort, direction })).toEqual(ids);
  });

  it('gives a file the rows of the list, in its order', async () => {
    for (const sort of SLO_SORTS) {
      for (const direction of ['asc', 'desc'] as const) {
        const order = { sort, direction };
        const items: SloListItem[] = [];
        for await (const some of list.items({}, order)) items.push(...some);
        const page = await list.page({}, order, { limit: 50, offset: 0 });
        expect(items).toEqual(page.items);
      }
    }
  });

  it.each<[SloListFilter, string[]]>([
    [{ text: 'SHOP up' }, ['shop-uptime']],
    [{ text: 'älter bank' }, ['bank-uptime']],
    [{ text: '100%_l' }, ['shop-speed']],
    [{ text: '0%%l' }, []],
    [{ text: 'lost' }, ['lost-uptime']],
    [
      { owners: ['group:default/bank', 'group:default/x'] },
      ['bank-quiet', 'bank-uptime'],
    ],
    [{ owners: ['none'] }, ['lost-uptime']],
    [
      { owners: ['none', 'group:default/bank'] },
      ['bank-quiet', 'bank-uptime', 'lost-uptime'],
    ],
    [
      { workloads: ['system:default/lost', 'system:default/shop'] },
      ['shop-uptime', 'shop-speed', 'lost-uptime'],
    ],
    [{ domains: ['domain:default/retail'] }, ['shop-uptime', 'shop-speed']],
    [{ lifecycles: ['experimental'], states: ['ok', 'low'] }, ['bank-uptime']],
    [{ alerts: ['critical', 'medium'] }, ['shop-uptime', 'shop-speed']],
    [{ alerts: ['high'] }, []],
    [{ agreements: ['warning'] }, ['bank-uptime']],
    [{ agreements: ['warning', 'error'] }, ['shop-uptime', 'bank-uptime']],
    [{ methods: ['Timeslices'] }, ['shop-speed']],
    [{ changedSince: '2026-11-22' }, []],
    [{ changedSince: '2026-11-21' }, []],
    [{ changedSince: '2026-11-20' }, ['shop-speed', 'bank-uptime']],
    [{ changedSince: '2026-11-18', methods: ['Occurrences'] }, ['bank-uptime']],
  ])('finds %j', async (filter, ids) => {
    expect(await find(filter)).toEqual(ids);
  });

  it('tells what changed since a day', async () => {
    const changesSince = async (changedSince: string) => {
      const { items } = await list.page({ changedSince }, URGENT, {
        limit: 5,
        offset: 0,
      });
      return items.map(({ id: of, changes }) => [of, changes]);
    };
    expect(await changesSince('2026-11-19')).toEqual([
      ['shop-speed', { spent: expect.closeTo(0.01, 9), alerts: 2 }],
      ['bank-uptime', { spent: expect.closeTo(0.12, 9), alerts: 0 }],
    ]);
    expect(await changesSince('2026-11-20')).toContainEqual([
      'shop-speed',
      { spent: expect.closeTo(0.01, 9), alerts: 1 },
    ]);
    expect(await list.counts({ changedSince: '2026-11-20' })).toMatchObject({
      total: 2,
    });
    const { items } = await list.page({ text: 'speed' }, URGENT, {
      limit: 1,
      offset: 0,
    });
    expect(items[0]).not.toHaveProperty('changes');
  });

  it('counts what a filter leaves, its states aside', async () => {
    expect(await list.counts({})).toEqual({
      total: 5,
      workloads: 3,
      states: {
        exhausted: 1,
        'fast-burn': 1,
        'slow-burn': 0,
        low: 0,
        stale: 0,
        'no-data': 1,
        ok: 2,
      },
      alerts: { critical: 1, high: 0, medium: 1, low: 0 },
      agreementErrors: 1,
      agreementWarnings: 1,
      owners: ['group:default/bank', 'group:default/shop'],
      domains: ['domain:default/retail'],
      lifecycles: ['experimental', 'production'],
    });
    const some = await list.counts({
      owners: ['group:default/bank'],
      states: ['exhausted'],
    });
    expect(some).toMatchObject({ total: 2, workloads: 1, agreementErrors: 0 });
    expect(some.owners).toHaveLength(2);
    expect(await list.counts({ text: 'nothing' })).toMatchObject({
      total: 0,
      workloads: 0,
    });
  });

  it('keeps what is too long to be sorted by as a whole', async () => {
    const long = statusOf('long', { displayName: '漢'.repeat(2_000) });
    const store = new StatusStore(database);
    await store.save([
      {
        status: long,
        basis: { state: long.state, definitionHash: 'x' },
        days: [],
      },
    ]);
    const { items } = await list.page({ text: '漢' }, URGENT, {
      limit: 5,
      offset: 0,
    });
    expect(items[0].displayName).toHaveLength(2_000);
    await database('statuses').where('objective_id', 'long').delete();
  });

  it('reads one status', async () => {
    expect(await list.status('bank-quiet')).toEqual(LISTED_STATUSES[3]);
    expect(await list.status('nothing')).toBeUndefined();
  });
});
