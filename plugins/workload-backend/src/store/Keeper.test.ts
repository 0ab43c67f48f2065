import { TestDatabases } from '@backstage/backend-test-utils';
import { Estate } from '../__testUtils__/Estate';
import { SHOP, START, Shop, part } from '../__testUtils__/Shop';
import { Keeper } from './Keeper';
import { MapStore } from './MapStore';
import { RevisionStore } from './RevisionStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const KV = part('westeurope', 'kv');
const DAY = 86_400;

describe.each(databases.eachSupportedId())('Keeper on %s', id => {
  it('forgets what is older than it is kept for, and nothing that still tells something', async () => {
    const shop = await Shop.open(databases, id);
    const buy = {
      id: 'buy',
      title: 'Buy',
      criticality: 'low',
      dependsOn: [KV],
    };
    await shop.push(KV, { state: 'unhealthy' });
    shop.time = 1 * DAY;
    await shop.model({ userFlows: [buy] });
    shop.time = 2 * DAY;
    await shop.model({});
    await shop.maintenance.announce(
      SHOP,
      { from: new Date(START).toISOString(), to: shop.now() },
      'user:default/guest',
      shop.now(),
    );
    shop.time = 20 * DAY;
    await shop.push(KV, { state: 'degraded' });

    const keeper = new Keeper(shop.database, { days: 10 });
    await keeper.prune(shop.clock());
    await keeper.prune(shop.clock());
    const at = (day: number) =>
      new Date(START + day * DAY * 1_000).toISOString();
    const times = async (table: string, column: string) => [
      ...new Set(await shop.database(table).orderBy(column).pluck(column)),
    ];
    // The graph as it was from the second day on holds until now, and is kept from the limit on.
    expect(await times('graph_revisions', 'at')).toEqual([at(10)]);
    expect(await times('health_transitions', 'at')).toEqual([at(20)]);
    expect(await times('maintenance_windows', 'ends_at')).toEqual([]);
    expect(await times('signal_reports', 'reported_at')).toEqual([at(20)]);
    expect(await times('health_models', 'origin')).toEqual(['portal']);

    await shop.models.follow(
      new Map([
        [SHOP, { location: 'https://git.example.com/never-read.yaml' }],
      ]),
      shop.now(),
    );
    await shop.refresh([]);
    await keeper.prune(shop.clock());
    expect(await times('health_models', 'origin')).toEqual([]);
  });

  it('says from when on the map can go back, and is right from then on', async () => {
    const shop = await Shop.open(databases, id);
    const long = { minutes: 100 * 24 * 60 };
    for (const [day, state] of [
      [0, 'unhealthy'],
      [7, 'healthy'],
      [15, 'degraded'],
    ] as const) {
      shop.time = day * DAY;
      await shop.push(KV, { state, ...long });
    }
    shop.time = 20 * DAY;
    const at = (day: number) =>
      new Date(START + day * DAY * 1_000).toISOString();
    const stateAt = async (day: number) =>
      (await new MapStore(shop.database).at(SHOP, at(day)))?.nodes.find(
        ({ entityRef }) => entityRef === KV,
      )?.state;
    await new Keeper(shop.database, { days: 10 }).prune(shop.clock());
    // Had it been kept for longer since, nothing would come back.
    await new Keeper(shop.database, { days: 400 }).prune(shop.clock());
    const revisions = new RevisionStore(shop.database);
    expect(await revisions.keptSince(SHOP)).toBe(at(10));
    expect([
      await stateAt(5),
      await stateAt(9),
      await stateAt(10),
      await stateAt(14),
      await stateAt(15),
    ]).toEqual([undefined, undefined, 'healthy', 'healthy', 'degraded']);

    await shop.refresh([]);
    shop.time = 29 * DAY;
    await new Keeper(shop.database, { days: 10 }).prune(shop.clock());
    // Its last states have left with it, its shape is kept for as long as others'.
    expect([await stateAt(19), await stateAt(21)]).toEqual([
      'unknown',
      undefined,
    ]);
    shop.time = 31 * DAY;
    await new Keeper(shop.database, { days: 10 }).prune(shop.clock());
    for (const table of ['graph_revisions', 'health_transitions']) {
      expect(await shop.database(table)).toEqual([]);
    }
  });

  it('keeps what an open incident needs until it is over', async () => {
    const shop = await Shop.open(databases, id);
    const long = { minutes: 100 * 24 * 60 };
    shop.time = 1 * DAY;
    await shop.push(KV, { state: 'degraded', ...long });
    shop.time = 2 * DAY;
    const openedAt = shop.now();
    await shop.push(KV, { state: 'unhealthy', ...long });
    const [{ number }] = await shop
      .database('incidents')
      .insert({
        workload_ref: SHOP,
        workload_title: 'Shop',
        title: 'Shop is unhealthy',
        search_text: 'shop',
        severity: 'Sev1',
        state: 'open',
        opened_at: openedAt,
        alert_count: 1,
        entity_ref: SHOP,
        user_flows: '[]',
        titles: '{}',
        escalation: '[]',
        webhooks: '[]',
        state_events: 0,
      })
      .returning('number');
    shop.time = 3 * DAY;
    await shop.push(KV, { state: 'healthy', ...long });
    shop.time = 20 * DAY;
    const keeper = new Keeper(shop.database, { days: 10 });
    const kept = () =>
      shop
        .database('health_transitions')
        .where({ entity_ref: KV })
        .orderBy('at')
        .pluck('to_state');
    await keeper.prune(shop.clock());
    expect(await kept()).toEqual(['unhealthy', 'healthy']);
    const revisions = new RevisionStore(shop.database);
    expect(await revisions.keptSince(SHOP)).toBe(openedAt);
    const map = await new MapStore(shop.database).at(SHOP, openedAt);
    expect(map!.nodes.find(({ entityRef }) => entityRef === KV)!.state).toBe(
      'unhealthy',
    );

    await shop
      .database('incidents')
      .where({ number })
      .update({ closed_at: shop.now(), state: 'closed' });
    await keeper.prune(shop.clock());
    expect(await kept()).toEqual([]);
  });

  it('forgets what happened in incidents that ended long ago, and keeps their reviews', async () => {
    const client = await databases.init(id);
    const estate = await Estate.build(client);
    const { database } = estate;
    const incident = (closedAt: string | null) => ({
      workload_ref: closedAt === null ? 'system:default/ill' : SHOP,
      workload_title: 'Shop',
      title: 'Shop is unhealthy',
      search_text: 'shop',
      severity: 'Sev1',
      state: closedAt === null ? 'open' : 'closed',
      opened_at: '2026-01-01T00:00:00.000Z',
      closed_at: closedAt,
      alert_count: 1,
      entity_ref: SHOP,
      user_flows: '[]',
      titles: '{}',
      escalation: '[]',
      webhooks: '[]',
      state_events: 0,
      review: '{}',
    });
    await database('incidents').insert([
      incident('2026-01-01T01:00:00.000Z'),
      incident('2026-03-01T00:00:00.000Z'),
      incident(null),
    ]);
    for (const number of [1, 2, 3]) {
      const opened = { number, entity_ref: SHOP, title: 'Shop' };
      const at = '2026-01-01T00:00:00.000Z';
      await database('incident_events').insert({
        ...opened,
        at,
        kind: 'opened',
      });
      await database('incident_alerts').insert({
        ...opened,
        opened_at: at,
        severity: 'Sev1',
        causes: '[]',
      });
    }
    await new Keeper(database, { days: 10 }).prune(
      new Date('2026-03-02T00:00:00.000Z'),
    );
    const left = (table: string) =>
      database(table).orderBy('number').pluck('number');
    expect(await left('incidents')).toEqual([1, 2, 3]);
    expect(await left('incident_events')).toEqual([2, 3]);
    expect(await left('incident_alerts')).toEqual([2, 3]);
  });
});
