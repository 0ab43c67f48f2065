import { TestDatabases } from '@backstage/backend-test-utils';
import { SHOP, START, Shop } from '../__testUtils__/Shop';
import { windowsInPortal } from './MaintenanceStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DAY = 86_400;
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();
const BY = 'user:default/guest';

describe.each(databases.eachSupportedId())('MaintenanceStore on %s', id => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await Shop.open(databases, id);
  });

  const announce = (from: number, to: number, more = {}) =>
    shop.maintenance.announce(
      SHOP,
      { from: at(from), to: at(to), ...more },
      BY,
      shop.now(),
    );
  const list = () => shop.maintenance.list(SHOP, shop.clock().getTime());
  const past = async () =>
    ((await windowsInPortal(shop.database, [SHOP])).get(SHOP) ?? [])
      .map(({ from, to, everyDays, until }) => ({ from, to, everyDays, until }))
      .sort((a, b) => (a.from < b.from ? -1 : 1));

  it('lists what goes on and what comes, of model and portal, soonest first', async () => {
    await shop.model({
      maintenance: [
        {
          id: 'yearly',
          from: at(-365 * DAY),
          to: at(-364 * DAY),
          everyDays: 366,
        },
        { id: 'over', from: at(-10), to: at(-5) },
      ],
    });
    const later = await announce(5 * DAY, 6 * DAY, { reason: 'Move' });
    const now = await announce(-10, 10);
    expect(now).toMatchObject({
      isNow: true,
      origin: 'portal',
      announcedBy: BY,
    });
    expect(await list()).toEqual([
      now,
      expect.objectContaining({ id: 'yearly', origin: 'model', isNow: false }),
      later,
    ]);
    shop.time = 10;
    expect((await list()).map(each => each.id)).toEqual(['yearly', later!.id]);
    shop.time = 1.5 * DAY;
    expect((await list())[0]).toMatchObject({ id: 'yearly', isNow: true });
  });

  it('calls off what has not begun, and ends what goes on', async () => {
    const later = await announce(100, 200);
    const now = await announce(-100, 100);
    expect(await shop.maintenance.end(SHOP, later!.id, shop.now())).toBe(true);
    expect(await shop.maintenance.end(SHOP, now!.id, shop.now())).toBe(true);
    expect(await shop.maintenance.end(SHOP, now!.id, shop.now())).toBe(false);
    expect(await list()).toEqual([]);
    expect(await past()).toEqual([{ from: at(-100), to: at(0) }]);
  });

  it('ends repetitions and keeps those that have been', async () => {
    const weekly = await announce(-14 * DAY - 100, -14 * DAY + 100, {
      everyDays: 7,
    });
    expect(await shop.maintenance.end(SHOP, weekly!.id, shop.now())).toBe(true);
    expect(await list()).toEqual([]);
    expect(await past()).toEqual([
      {
        from: at(-14 * DAY - 100),
        to: at(-14 * DAY + 100),
        everyDays: 7,
        until: at(-100),
      },
      { from: at(-100), to: at(0) },
    ]);
    const monthly = await announce(-10 * DAY, -9 * DAY, { everyDays: 30 });
    expect(await shop.maintenance.end(SHOP, monthly!.id, shop.now())).toBe(
      true,
    );
    expect(await list()).toEqual([]);
    expect(await past()).toContainEqual({
      from: at(-10 * DAY),
      to: at(-9 * DAY),
      everyDays: 30,
      until: at(0),
    });
  });

  it('says when there is no such workload', async () => {
    expect(
      await shop.maintenance.announce(
        'system:default/none',
        { from: at(0), to: at(1) },
        BY,
        shop.now(),
      ),
    ).toBeUndefined();
  });
});
