import { TestDatabases } from '@backstage/backend-test-utils';
import { SHOP, START, Shop, part } from '../__testUtils__/Shop';
import { Keeper } from './Keeper';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const KV = part('westeurope', 'kv');
const DAY = 86_400;

describe.each(databases.eachSupportedId())('Keeper on %s', id => {
  it('forgets what is older than it is kept for, and nothing that still tells something', async () => {
    const shop = await Shop.open(databases, id);
    const buy = { id: 'buy', title: 'Buy', criticality: 'low', dependsOn: [KV] };
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
    const at = (day: number) => new Date(START + day * DAY * 1_000).toISOString();
    const times = async (table: string, column: string) =>
      [...new Set(await shop.database(table).orderBy(column).pluck(column))];
    // The graph as it was from the second day on holds until now.
    expect(await times('graph_revisions', 'at')).toEqual([at(2)]);
    expect(await times('health_transitions', 'at')).toEqual([at(20)]);
    expect(await times('maintenance_windows', 'ends_at')).toEqual([]);
    expect(await times('signal_reports', 'reported_at')).toEqual([at(20)]);
    expect(await times('health_models', 'origin')).toEqual(['portal']);

    await shop.refresh([]);
    await keeper.prune(shop.clock());
    expect(await times('health_models', 'origin')).toEqual([]);
  });
});
