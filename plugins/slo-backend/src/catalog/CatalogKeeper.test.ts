import {
  TestDatabaseId,
  TestDatabases,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DependencySla,
  ObjectiveDefinition,
} from '@plumbline/plugin-slo-common';
import { resource, stamp, workload } from '../__fixtures__/workloads';
import { SlaTable } from '../agreements/SlaTable';
import { AgreementStore } from '../store/AgreementStore';
import { TimelineStore } from '../store/TimelineStore';
import { WorkloadStore, stampOf } from '../store/WorkloadStore';
import { openDatabase } from '../store/openDatabase';
import { CatalogKeeper } from './CatalogKeeper';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(60_000);

const SHOP = 'system:default/shop';
const at = (hours: number) => new Date(Date.UTC(2026, 10, 21, hours));
const TABLE = new SlaTable([
  {
    resourceType: 'web-app',
    service: 'App Service',
    value: 0.9995,
    source: 'a contract',
    date: '2026-11-01',
    confirmed: true,
  } satisfies DependencySla,
]);

describe.each(databases.eachSupportedId())('CatalogKeeper on %s', id => {
  async function setUp(databaseId: TestDatabaseId) {
    const client = await databases.init(databaseId);
    const database = await openDatabase(
      mockServices.database.mock({ getClient: async () => client }),
    );
    const stores = {
      agreements: new AgreementStore(database),
      timeline: new TimelineStore(database),
      workloads: new WorkloadStore(database),
    };
    const promised = {
      id: 'shop-uptime',
      workloadRef: SHOP,
      entityRef: SHOP,
      subject: 'availability',
      sla: { target: 0.9999 },
    } as ObjectiveDefinition;
    const keeperOf = (entities: Entity[]) =>
      new CatalogKeeper({
        ...stores,
        auth: mockServices.auth(),
        catalog: catalogServiceMock({ entities }),
        tables: { load: async () => TABLE } as never,
        objectives: {
          ofWorkloads: async () => new Map([[SHOP, [promised]]]),
        } as never,
      });
    const events = async () =>
      (await stores.timeline.of(SHOP, at(0).toISOString(), 10)).map(
        ({ kind, title, at: when }) => [kind, title, when],
      );
    return { ...stores, database, keeperOf, events };
  }

  const shop = workload('shop', { domain: 'retail', tier: 'standard' });
  const parts = [
    stamp('weu', ['app'], { trafficWeight: 100 }),
    resource('app', 'web-app'),
  ];

  it('keeps workloads, and tells what happens to stamps from then on', async () => {
    const { keeperOf, events, workloads } = await setUp(id);
    await keeperOf([shop, ...parts]).keepAll(at(1));
    const known = (await workloads.read([SHOP])).get(SHOP)!;
    expect(known).toMatchObject({
      title: 'The shop',
      ownerRef: 'group:default/shop',
      tier: 'standard',
      stampsVersion: 1,
    });
    expect(stampOf(known, 'resource:default/weu')).toBe('resource:default/weu');
    expect(stampOf(known, 'resource:default/app')).toBe('resource:default/weu');
    expect(stampOf(known, SHOP)).toBeUndefined();
    expect(await events()).toEqual([]);

    const grown = [shop, ...parts, stamp('neu', [], { region: 'northeurope' })];
    await keeperOf(grown).keep([SHOP], at(2));
    // Seen twice, such as by two replicas, it is one event.
    await keeperOf(grown).keep([SHOP], at(3));
    await keeperOf([
      shop,
      ...parts,
      stamp('neu', [], { region: 'northeurope', lifecycle: 'retired' }),
    ]).keep([SHOP], at(4));
    expect(await events()).toEqual([
      [
        'stamp-retired',
        'NEU (northeurope): active → retired',
        at(4).toISOString(),
      ],
      ['stamp-added', 'NEU (northeurope) added, active', at(2).toISOString()],
    ]);
  });

  it('keeps agreements with what people corrected, and writes only what changed', async () => {
    const { agreements, database, keeperOf } = await setUp(id);
    const keeper = keeperOf([shop, ...parts]);
    await keeper.keepAll(at(1));
    const read = async () => (await agreements.read([SHOP])).get(SHOP)!;
    const over = async () =>
      (await database('over_promises').select('objective_id')).map(
        row => row.objective_id,
      );
    expect((await read()).agreement).toMatchObject({
      allowed: 0.9995,
      asOf: at(1).toISOString(),
    });
    expect(await over()).toEqual(['shop-uptime']);
    await keeper.keepAll(at(2));
    expect((await read()).agreement?.asOf).toBe(at(1).toISOString());
    await keeper.keepAll(at(25));
    expect((await read()).agreement?.asOf).toBe(at(25).toISOString());

    await agreements.edit(SHOP, {
      edit: { excluded: [], overrides: { 'resource:default/app': 0.99999 } },
      editedBy: 'user:default/ada',
      editedAt: at(26).toISOString(),
    });
    await keeper.keep([SHOP], at(26));
    expect((await read()).agreement).toMatchObject({
      allowed: 0.99999,
      findings: [],
      editedBy: 'user:default/ada',
    });
    expect(await over()).toEqual([]);
  });

  it('forgets workloads that are gone, but not what people said of them', async () => {
    const { agreements, workloads, keeperOf } = await setUp(id);
    await keeperOf([shop, ...parts]).keepAll(at(1));
    const edit = { excluded: ['resource:default/app'], overrides: {} };
    await agreements.edit(SHOP, {
      edit,
      editedBy: 'user:default/ada',
      editedAt: at(1).toISOString(),
    });
    await keeperOf([]).keepAll(at(2));
    expect((await workloads.read([SHOP])).size).toBe(0);
    const stored = (await agreements.read([SHOP])).get(SHOP);
    expect(stored).toMatchObject({ agreement: undefined, edit: { edit } });
  });
});
