import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Entity } from '@backstage/catalog-model';
import {
  FamilySummary,
  HEALTH_TOPIC,
  HealthChanged,
  ReportingFamily,
} from '@plumbline/plugin-workload-common';
import { PluginAbsentError } from '@plumbline/plugin-workload-node';
import { Knex } from 'knex';
import { familySummary, workloadEntities } from '../__fixtures__/workloads';
import { PullSummaries } from '../tasks/PullSummaries';
import { RefreshGraph } from '../tasks/RefreshGraph';
import { RollUp } from '../tasks/RollUp';
import { FamilyStore } from './FamilyStore';
import { GraphStore } from './GraphStore';
import { HealthStore } from './HealthStore';
import { MapStore } from './MapStore';
import { PortfolioQuery, PortfolioStore } from './PortfolioStore';
import { openDatabase } from './openDatabase';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const SHOP = 'system:default/shop';
const BANK = 'system:default/bank';
const shopWeb = (region: string) => `resource:default/shop-${region}-web`;
const ALL: PortfolioQuery = {
  limit: 20,
  offset: 0,
  orderBy: 'urgency',
  order: 'desc',
};

describe.each(databases.eachSupportedId())('stores and tasks on %s', id => {
  let database: Knex;
  let portfolio: PortfolioStore;
  let maps: MapStore;
  let families: FamilyStore;
  let said: Partial<Record<ReportingFamily, FamilySummary[] | Error>>;
  let pull: PullSummaries;
  let time = 0;
  let changedHealth: string[][];

  const rollUp = () =>
    new RollUp({
      database,
      events: {
        publish: async ({ topic, eventPayload }) => {
          expect(topic).toBe(HEALTH_TOPIC);
          changedHealth.push((eventPayload as HealthChanged).workloadRefs);
        },
      },
      logger: mockServices.logger.mock(),
      now: () => new Date(Date.parse('2026-02-01T00:00:00Z') + 1000 * ++time),
    });
  beforeEach(async () => {
    database = await databases.init(id);
    await openDatabase({ getClient: async () => database });
    portfolio = new PortfolioStore(database);
    maps = new MapStore(database);
    families = new FamilyStore(database);
    said = {};
    changedHealth = [];
    pull = new PullSummaries({
      client: {
        async *summaries(family, refs) {
          const answer = said[family] ?? new PluginAbsentError('not there');
          if (answer instanceof Error) throw answer;
          yield answer.filter(each => !refs || refs.includes(each.workloadRef));
        },
      },
      families,
      rollUp: rollUp(),
      logger: mockServices.logger.mock(),
    });
  });

  const refresh = (entities: Entity[], refs?: string[]) =>
    new RefreshGraph({
      catalog: catalogServiceMock({ entities }),
      auth: mockServices.auth(),
      graphs: new GraphStore(database),
      models: { follow: async () => [] },
      rollUp: rollUp(),
    }).run(refs);

  const shop = workloadEntities('shop', ['eastus2', 'westeurope']);
  const bank = workloadEntities('bank', ['westeurope']);

  it('copies workloads from the catalog and forgets those that are gone', async () => {
    await refresh([...shop, ...bank]);
    const page = await portfolio.list({
      ...ALL,
      orderBy: 'title',
      order: 'asc',
    });
    expect(page.total).toBe(2);
    expect(page.items.map(row => row.ref)).toEqual([BANK, SHOP]);
    expect(page.items[1]).toMatchObject({
      namespace: 'default',
      name: 'shop',
      ownerRef: 'group:default/shop-team',
      domainRef: 'domain:default/retail',
      health: 'unknown',
      healthReason: 'No part of it has a health signal yet',
      stamps: [
        { region: 'eastus2', state: 'unknown', lifecycle: 'active' },
        { region: 'westeurope', state: 'unknown', lifecycle: 'active' },
      ],
      urgency: 0,
    });
    const map = await maps.now(SHOP);
    expect(map!.nodes).toHaveLength(shop.length);
    expect(map!.edges).toContainEqual({
      sourceRef: shopWeb('eastus2'),
      targetRef: 'resource:default/shop-registry',
      kind: 'telemetry',
    });

    await refresh(bank, [SHOP]);
    expect((await portfolio.list(ALL)).items.map(row => row.ref)).toEqual([
      BANK,
    ]);
    expect(await maps.now(SHOP)).toBeUndefined();
    await refresh([]);
    expect((await portfolio.list(ALL)).total).toBe(0);
  });

  it('shows what needs someone about stamps, whose family has no tile of its own', async () => {
    await refresh(shop);
    said.stamp = [
      familySummary('stamp', SHOP, {
        entityRef: 'resource:default/shop-eastus2',
        state: 'degraded',
        attention: [{ urgency: 40, title: 'Files are not what they were' }],
      }),
    ];
    await pull.runAll();
    const overview = await portfolio.overview(SHOP);
    expect(overview!.tiles.map(tile => tile.id)).toEqual(['health', 'stamps']);
    expect(overview!.tiles[1]).toMatchObject({
      tab: 'stamps',
      detail: expect.stringContaining('stamp cell'),
    });
    expect(overview!.attention).toEqual([
      expect.objectContaining({
        family: 'stamp',
        title: 'Files are not what they were',
      }),
    ]);
    expect(overview!.workload).toMatchObject({
      attentionCount: 1,
      urgency: 50,
      families: {},
    });
  });

  it('rolls up what families say, with cause, transitions and attention', async () => {
    await refresh([...shop, ...bank]);
    said.slo = [
      familySummary('slo', SHOP, {
        entityRef: shopWeb('eastus2'),
        state: 'unhealthy',
        sortValue: 0.12,
        attention: [{ urgency: 30 }, { urgency: 92, title: 'Budget gone' }],
      }),
      familySummary('slo', BANK, { state: 'healthy', sortValue: 0.9 }),
    ];
    said['secret-expiry'] = new Error('socket hang up');
    await expect(pull.runAll()).rejects.toThrow(
      "Summaries of 'secret-expiry' were not read: socket hang up",
    );

    const overview = await portfolio.overview(SHOP);
    expect(overview!.workload).toMatchObject({
      health: 'degraded',
      healthReason: 'shop-eastus2-web: it is unhealthy',
      families: {
        slo: { text: 'slo cell', tone: 'neutral', trend: [3, 2, 1] },
      },
      attentionCount: 2,
      urgency: 92,
    });
    expect(
      overview!.tiles.map(({ id: tile, headline }) => [tile, headline]),
    ).toEqual([
      ['health', 'degraded'],
      ['slo', '50% left'],
      ['stamps', '2'],
    ]);
    expect(overview!.attention.map(item => item.title)).toEqual([
      'Budget gone',
      'Item 0',
    ]);
    const page = await portfolio.list(ALL);
    expect(page.items.map(row => row.ref)).toEqual([SHOP, BANK]);
    expect(page.needsAttention).toBe(1);

    const map = await maps.now(SHOP);
    const node = (ref: string) =>
      map!.nodes.find(each => each.entityRef === ref)!;
    expect(node(shopWeb('eastus2'))).toMatchObject({
      ownState: 'unhealthy',
      state: 'unhealthy',
      signals: [{ id: 'slo/one', reason: 'it is unhealthy' }],
    });
    expect(node(SHOP).cause!.path).toEqual([
      SHOP,
      'resource:default/shop-prod-eastus2-001',
      shopWeb('eastus2'),
    ]);
    expect(node(shopWeb('westeurope')).state).toBe('unknown');

    const transitions = await database('health_transitions').where({
      workload_ref: SHOP,
      entity_ref: SHOP,
    });
    expect(transitions).toMatchObject([
      { from_state: 'unknown', to_state: 'degraded' },
    ]);

    const statuses = await families.statuses();
    expect(statuses.map(each => [each.family, each.installed])).toEqual([
      ['maturity', false],
      ['slo', true],
      ['secret-expiry', true],
    ]);
    expect(statuses[2].lastError).toBe('socket hang up');
    expect(statuses[2].lastSuccessAt).toBeUndefined();
  });

  it('writes nothing when nothing changed, and keeps states over a new graph', async () => {
    await refresh(shop);
    said.slo = [familySummary('slo', SHOP, { state: 'degraded' })];
    await pull.run('slo');
    const before = await portfolio.overview(SHOP);
    await pull.run('slo', [SHOP]);
    await rollUp().run([SHOP]);
    expect(await portfolio.overview(SHOP)).toEqual(before);

    await refresh(workloadEntities('shop', ['eastus2']));
    const after = await portfolio.overview(SHOP);
    expect(after!.workload.stamps).toHaveLength(1);
    expect(after!.workload.healthSince).toBe(before!.workload.healthSince);
    expect(await database('health_transitions')).toHaveLength(1);
  });

  it('rolls up the pages that were read before a family failed', async () => {
    await refresh([...shop, ...bank]);
    const failing = new PullSummaries({
      client: {
        async *summaries() {
          yield [familySummary('slo', SHOP, { state: 'degraded' })];
          throw new Error('down');
        },
      },
      families,
      rollUp: rollUp(),
      logger: mockServices.logger.mock(),
    });
    await expect(failing.run('slo')).rejects.toThrow('down');
    expect((await portfolio.overview(SHOP))!.workload.health).toBe('degraded');
    expect((await portfolio.overview(BANK))!.workload.health).toBe('unknown');
  });

  it('keeps what a failing family said, and forgets what one said that is gone', async () => {
    await refresh(shop);
    said.slo = [familySummary('slo', SHOP, { state: 'degraded' })];
    await pull.run('slo');
    said.slo = new Error('down');
    await expect(pull.run('slo')).rejects.toThrow('down');
    expect((await portfolio.overview(SHOP))!.workload.health).toBe('degraded');
    expect((await families.statuses())[1]).toMatchObject({
      installed: true,
      lastError: 'down',
      lastSuccessAt: expect.any(String),
    });

    delete said.slo;
    await pull.run('slo');
    const { workload, tiles } = (await portfolio.overview(SHOP))!;
    expect(workload.health).toBe('unknown');
    expect(workload.families).toEqual({});
    expect(tiles.map(tile => tile.id)).toEqual(['health', 'stamps']);
    expect((await families.statuses())[1]).toEqual({
      family: 'slo',
      installed: false,
      lastSuccessAt: expect.any(String),
    });
  });

  it('keeps which parts have a signal, and says when that changed', async () => {
    const health = new HealthStore(database);
    const stamp = (region: string) =>
      `resource:default/shop-prod-${region}-001`;
    await refresh([...shop, ...bank]);
    expect(changedHealth).toEqual([[BANK, SHOP]]);
    expect(await health.statuses([SHOP, 'system:default/none'])).toEqual([
      {
        workloadRef: SHOP,
        state: 'unknown',
        since: expect.any(String),
        observed: [],
        unobserved: [stamp('eastus2'), stamp('westeurope'), SHOP],
        ill: [],
      },
    ]);

    said.slo = [
      familySummary('slo', SHOP, {
        entityRef: shopWeb('eastus2'),
        state: 'degraded',
      }),
      familySummary('slo', BANK, { state: 'unknown' }),
    ];
    await pull.run('slo');
    expect(changedHealth.slice(1)).toEqual([[SHOP]]);
    expect((await health.statuses([BANK, SHOP]))[1]).toMatchObject({
      state: 'degraded',
      observed: [shopWeb('eastus2')],
      unobserved: [stamp('westeurope')],
      ill: [shopWeb('eastus2')],
    });
    await pull.run('slo');
    await rollUp().run([BANK, SHOP]);
    expect(changedHealth).toHaveLength(2);
  });

  it('says nothing of the health of a workload that was not rolled up yet', async () => {
    await refresh(shop);
    // As the migration leaves rows from before.
    await database('workloads').update({ health_parts: null, graph_hash: '' });
    const health = new HealthStore(database);
    expect(await health.statuses([SHOP])).toEqual([]);
    await refresh(shop);
    expect(await health.statuses([SHOP])).toHaveLength(1);
  });

  it('does not roll up again when only facts changed', async () => {
    await refresh(shop);
    const summary = familySummary('slo', SHOP, { state: 'healthy' });
    const save = (facts: FamilySummary['facts']) =>
      families.save('slo', [{ ...summary, facts }], summary.asOf);
    expect(await save({ objectives: ['a'] })).toEqual([SHOP]);
    expect(await save({ objectives: ['a', 'b'] })).toEqual([]);
  });

  it('forgets what a family no longer says about a workload', async () => {
    await refresh([...shop, ...bank]);
    said.slo = [SHOP, BANK].map(ref =>
      familySummary('slo', ref, { state: 'degraded' }),
    );
    await pull.run('slo');
    said.slo = [said.slo[1]];
    await pull.run('slo', [SHOP]);
    expect((await portfolio.overview(SHOP))!.workload.health).toBe('unknown');
    expect((await portfolio.overview(BANK))!.workload.health).toBe('degraded');
    said.slo = [];
    await pull.run('slo');
    expect((await portfolio.overview(BANK))!.workload.health).toBe('unknown');
  });

  it('pages, filters, searches and sorts in the database', async () => {
    const names = Array.from({ length: 25 }, (_, i) => `w${100 + i}`);
    await refresh(names.flatMap(name => workloadEntities(name, [])));
    await refresh([
      ...names.flatMap(name => workloadEntities(name, [])),
      ...shop,
    ]);
    said.slo = names.slice(0, 20).map((name, i) =>
      familySummary('slo', `system:default/${name}`, {
        state: i % 2 ? 'degraded' : 'healthy',
        sortValue: i / 20,
      }),
    );
    await pull.run('slo');
    const list = async (query: Partial<PortfolioQuery>) => {
      const page = await portfolio.list({ ...ALL, ...query });
      return { total: page.total, names: page.items.map(row => row.name) };
    };
    expect(
      await list({ orderBy: 'slo', order: 'asc', limit: 2, offset: 1 }),
    ).toEqual({ total: 26, names: ['w101', 'w102'] });
    expect(
      (await list({ orderBy: 'slo', order: 'desc', limit: 200 })).names.slice(
        -6,
      ),
    ).toEqual(['shop', 'w120', 'w121', 'w122', 'w123', 'w124']);
    expect(
      await list({ orderBy: 'slo', order: 'desc', limit: 2, offset: 1 }),
    ).toEqual({ total: 26, names: ['w118', 'w117'] });
    expect(
      await list({
        orderBy: 'slo',
        order: 'asc',
        health: ['degraded'],
        limit: 3,
      }),
    ).toEqual({ total: 10, names: ['w101', 'w103', 'w105'] });
    expect(await list({ health: ['degraded'], limit: 1 })).toEqual({
      total: 10,
      names: ['w101'],
    });
    expect(await list({ search: 'RETAIL shop' })).toEqual({
      total: 1,
      names: ['shop'],
    });
    expect((await list({ search: 'w1_0' })).total).toBe(0);
    expect((await list({ search: '%' })).total).toBe(0);
    expect((await list({ owner: ['group:default/shop-team'] })).total).toBe(1);
    expect((await list({ domain: ['domain:default/retail'] })).total).toBe(26);
    expect((await portfolio.filters()).domains).toEqual([
      { ref: 'domain:default/retail', count: 26 },
    ]);
    for (const orderBy of ['health', 'stamps', 'owner', 'tier'] as const) {
      expect((await list({ orderBy, order: 'asc' })).total).toBe(26);
    }
  });
});
