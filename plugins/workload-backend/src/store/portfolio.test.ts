import { TestDatabases } from '@backstage/backend-test-utils';
import {
  WORKLOAD_ORDERS,
  WorkloadSelection,
} from '@plumbline/plugin-workload-common';
import { Knex } from 'knex';
import { portfolioRow } from '../__fixtures__/portfolioRows';
import { PortfolioQuery, PortfolioStore } from './PortfolioStore';
import { openDatabase } from './openDatabase';
import { WorkloadTable } from './tables';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const INCIDENT = {
  number: 7,
  severity: 'Sev2',
  state: 'open',
  openedAt: '2026-02-01T00:00:00.000Z',
  title: 'Database: 98% of connections are taken',
};

const ROWS: WorkloadTable[] = [
  portfolioRow('bank', {
    title: 'IE Bank',
    description: '100% of the accounts',
    owner_ref: 'group:default/bank',
    domain_ref: 'domain:default/retail',
    tier: 'gold',
    health: 'degraded',
    maturity_sort: 2,
    slo_sort: 0.12,
    secret_expiry_sort: 6,
    regions: 'eastus westeurope',
    region_count: 2,
    stamp_count: 3,
    urgency: 50,
    incident: JSON.stringify(INCIDENT),
    incident_sort: 20,
  }),
  portfolioRow('fraud', {
    title: 'deal fraud',
    owner_ref: 'group:default/fraud',
    domain_ref: 'domain:default/risk',
    tier: 'silver',
    health: 'unhealthy',
    maturity_sort: 3,
    slo_sort: -0.5,
    regions: 'westeurope2',
    region_count: 1,
    stamp_count: 1,
    attention_count: 2,
    urgency: 90,
  }),
  portfolioRow('archive', {
    title: 'Archive',
    owner_ref: 'group:default/bank',
    health: 'unknown',
    secret_expiry_sort: -1,
  }),
  portfolioRow('pay', {
    title: 'Ärztekasse',
    domain_ref: 'domain:default/retail',
    maturity_sort: 2,
    slo_sort: 0.94,
    secret_expiry_sort: 41,
    regions: 'westeurope',
    region_count: 1,
    stamp_count: 2,
    urgency: 30,
  }),
];

describe.each(databases.eachSupportedId())('portfolio on %s', id => {
  let portfolio: PortfolioStore;

  beforeAll(async () => {
    const database: Knex = await databases.init(id);
    await openDatabase({ getClient: async () => database });
    await database('workloads').insert(ROWS);
    portfolio = new PortfolioStore(database);
  });

  const list = (query: Partial<PortfolioQuery>) =>
    portfolio.list({
      limit: 20,
      offset: 0,
      orderBy: 'title',
      order: 'asc',
      ...query,
    });
  const names = async (query: Partial<PortfolioQuery>) =>
    (await list(query)).items.map(row => row.name);

  it.each<[WorkloadSelection, string[]]>([
    [{}, ['archive', 'fraud', 'bank', 'pay']],
    [{ search: 'BANK retail' }, ['bank']],
    [{ search: '100%' }, ['bank']],
    [{ search: '_' }, []],
    [{ search: 'ärzte' }, ['pay']],
    [{ owner: ['group:default/bank'] }, ['archive', 'bank']],
    [
      { owner: ['group:default/bank', 'group:default/fraud'] },
      ['archive', 'fraud', 'bank'],
    ],
    [{ domain: ['domain:default/risk'] }, ['fraud']],
    [{ health: ['degraded', 'unknown'] }, ['archive', 'bank']],
    [{ tier: ['gold', 'silver'] }, ['fraud', 'bank']],
    [{ region: ['westeurope'] }, ['bank', 'pay']],
    [{ region: ['eastus', 'westeurope2'] }, ['fraud', 'bank']],
    [{ stamps: ['none', 'one'] }, ['archive', 'fraud']],
    [{ stamps: ['several'] }, ['bank', 'pay']],
    [{ level: [2] }, ['bank', 'pay']],
    [{ budgetBelow: 0.2 }, ['fraud', 'bank']],
    [{ budgetBelow: 0 }, ['fraud']],
    [{ expiresWithin: 30 }, ['archive', 'bank']],
    [{ expiresWithin: 0 }, ['archive']],
    [{ attention: true }, ['fraud', 'bank']],
    [{ attention: false }, ['archive', 'fraud', 'bank', 'pay']],
    [{ incident: true }, ['bank']],
    [{ ref: ['system:default/pay', 'system:default/gone'] }, ['pay']],
    [
      { level: [2], region: ['westeurope'], owner: ['group:default/bank'] },
      ['bank'],
    ],
  ])('lets %j through', async (selection, expected) => {
    expect(await names(selection)).toEqual(expected);
    const all: string[] = [];
    const sort = { orderBy: 'title', order: 'asc' } as const;
    for await (const rows of portfolio.items(selection, sort)) {
      all.push(...rows.map(row => row.name));
    }
    expect(all).toEqual(expected);
    const groups = await portfolio.groups(selection, 'health');
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(
      expected.length,
    );
  });

  it.each<[Partial<PortfolioQuery>, string[]]>([
    [
      { orderBy: 'urgency', order: 'desc' },
      ['bank', 'fraud', 'pay', 'archive'],
    ],
    [{ orderBy: 'urgency', order: 'asc' }, ['archive', 'pay', 'fraud', 'bank']],
    [{ orderBy: 'title', order: 'desc' }, ['pay', 'bank', 'fraud', 'archive']],
    [{ orderBy: 'health', order: 'asc' }, ['fraud', 'bank', 'archive', 'pay']],
    [
      { orderBy: 'maturity', order: 'asc' },
      ['bank', 'pay', 'fraud', 'archive'],
    ],
    [{ orderBy: 'slo', order: 'asc' }, ['fraud', 'bank', 'pay', 'archive']],
    [{ orderBy: 'slo', order: 'desc' }, ['pay', 'bank', 'fraud', 'archive']],
    [
      { orderBy: 'secret-expiry', order: 'asc' },
      ['archive', 'bank', 'pay', 'fraud'],
    ],
    [{ orderBy: 'stamps', order: 'desc' }, ['bank', 'pay', 'fraud', 'archive']],
    [
      { orderBy: 'regions', order: 'desc' },
      ['bank', 'fraud', 'pay', 'archive'],
    ],
    [
      { orderBy: 'incident', order: 'asc' },
      ['bank', 'archive', 'fraud', 'pay'],
    ],
    [{ orderBy: 'owner', order: 'asc' }, ['archive', 'bank', 'fraud', 'pay']],
    [{ orderBy: 'domain', order: 'asc' }, ['bank', 'pay', 'fraud', 'archive']],
    [{ orderBy: 'tier', order: 'desc' }, ['fraud', 'bank', 'archive', 'pay']],
  ])('sorts by %j', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
    expect(await names({ ...query, limit: 2, offset: 1 })).toEqual(
      expected.slice(1, 3),
    );
  });

  it('knows every order', async () => {
    for (const orderBy of WORKLOAD_ORDERS) {
      expect(await names({ orderBy })).toHaveLength(ROWS.length);
    }
  });

  it('counts what fits, past the last page too', async () => {
    expect(await list({ limit: 1, offset: 50 })).toEqual({
      items: [],
      total: 4,
      needsAttention: 2,
    });
    expect(await list({ search: 'nothing' })).toEqual({
      items: [],
      total: 0,
      needsAttention: 0,
    });
  });

  it('puts an open incident first', async () => {
    const { items } = await list({ ref: ['system:default/bank'] });
    expect(items[0]).toMatchObject({
      incident: INCIDENT,
      urgency: 95,
      attentionCount: 1,
    });
    const overview = await portfolio.overview('system:default/bank');
    expect(overview!.attention).toEqual([
      {
        family: 'workload',
        id: 'incident-7',
        tone: 'bad',
        urgency: 95,
        title: 'Incident 7, Sev2: Database: 98% of connections are taken',
        nextStep: 'Acknowledge it, then follow the path to its root cause.',
        ownerRef: 'group:default/bank',
        tab: 'service-map',
      },
    ]);
  });

  it('groups, those that need someone first', async () => {
    expect(await portfolio.groups({}, 'domain')).toEqual([
      {
        key: 'domain:default/retail',
        count: 2,
        health: { healthy: 1, unknown: 0, degraded: 1, unhealthy: 0 },
        needsAttention: 1,
        openIncidents: 1,
        lowestLevel: 2,
        tightestBudget: 0.12,
        nextExpiryDays: 6,
      },
      {
        key: 'domain:default/risk',
        count: 1,
        health: { healthy: 0, unknown: 0, degraded: 0, unhealthy: 1 },
        needsAttention: 1,
        openIncidents: 0,
        lowestLevel: 3,
        tightestBudget: -0.5,
        nextExpiryDays: undefined,
      },
      {
        key: undefined,
        count: 1,
        health: { healthy: 0, unknown: 1, degraded: 0, unhealthy: 0 },
        needsAttention: 0,
        openIncidents: 0,
        lowestLevel: undefined,
        tightestBudget: undefined,
        nextExpiryDays: -1,
      },
    ]);
    expect(
      (await portfolio.groups({ level: [2] }, 'owner')).map(each => each.key),
    ).toEqual(['group:default/bank', undefined]);
  });

  it('tells what there is to filter by', async () => {
    expect(await portfolio.filters()).toEqual({
      owners: [
        { ref: 'group:default/bank', count: 2 },
        { ref: 'group:default/fraud', count: 1 },
      ],
      domains: [
        { ref: 'domain:default/retail', count: 2 },
        { ref: 'domain:default/risk', count: 1 },
      ],
      tiers: [
        { name: 'gold', count: 1 },
        { name: 'silver', count: 1 },
      ],
      regions: [
        { name: 'westeurope', count: 2 },
        { name: 'eastus', count: 1 },
        { name: 'westeurope2', count: 1 },
      ],
      levels: [
        { level: 2, count: 2 },
        { level: 3, count: 1 },
      ],
      healths: [
        { state: 'unhealthy', count: 1 },
        { state: 'degraded', count: 1 },
        { state: 'unknown', count: 1 },
        { state: 'healthy', count: 1 },
      ],
    });
  });
});
