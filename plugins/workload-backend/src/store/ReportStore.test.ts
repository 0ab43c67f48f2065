import { TestDatabases } from '@backstage/backend-test-utils';
import { SHOP, Shop, part } from '../__testUtils__/Shop';
import { WORKLOAD_REPORTS_MAX } from './ReportStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const WEB = part('westeurope', 'web');
const KV = part('westeurope', 'kv');

describe.each(databases.eachSupportedId())('ReportStore on %s', id => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await Shop.open(databases, id);
  });

  const held = async () =>
    (await shop.reports.ofWorkload(SHOP, shop.now())).map(
      each => `${each.entityRef} ${each.id} ${each.state}`,
    );

  it('keeps the newest of each signal, in whatever order they come', async () => {
    shop.time = 10;
    const newer = shop.report(KV, { state: 'unhealthy' });
    shop.time = 5;
    const older = shop.report(KV, { state: 'healthy' });
    const other = shop.report(KV, { state: 'degraded', id: 'load' });
    expect(await shop.reports.push([newer, older, other], shop.now())).toEqual({
      accepted: 2,
      workloadRefs: [SHOP],
    });
    expect(await shop.reports.push([older], shop.now())).toEqual({
      accepted: 0,
      workloadRefs: [],
    });
    expect(await shop.reports.push([newer, other], shop.now())).toEqual({
      accepted: 0,
      workloadRefs: [],
    });
    expect(await held()).toEqual([
      `${KV} load degraded`,
      `${KV} probe unhealthy`,
    ]);
    const again = { ...newer, state: 'degraded' as const };
    expect((await shop.reports.push([again], shop.now())).accepted).toBe(1);
    expect(await held()).toEqual([
      `${KV} load degraded`,
      `${KV} probe degraded`,
    ]);
  });

  it('gives everything back as it was pushed, until it expires', async () => {
    const report = {
      ...shop.report(KV, { value: 12.5, minutes: 2 }),
      context: 'from the test',
    };
    await shop.reports.push([report], shop.now());
    expect(await shop.reports.ofWorkload(SHOP, shop.now())).toEqual([report]);
    shop.time = 120;
    expect(await shop.reports.ofWorkload(SHOP, shop.now())).toEqual([]);
  });

  it('takes back what is there, and leaves out what belongs to no workload', async () => {
    const stray = {
      ...shop.report(KV, { state: 'healthy' }),
      workloadRef: 'system:default/none',
    };
    const reports = [WEB, KV].map(ref =>
      shop.report(ref, { state: 'healthy' }),
    );
    expect(
      (await shop.reports.push([...reports, stray], shop.now())).accepted,
    ).toBe(2);
    const name = { workloadRef: SHOP, entityRef: KV, id: 'probe' };
    expect(await shop.reports.remove([name, stray], shop.now())).toEqual([
      SHOP,
    ]);
    expect(await shop.reports.remove([name], shop.now())).toEqual([]);
    expect(await held()).toEqual([`${WEB} probe healthy`]);
  });

  it('takes many back at once, and those only', async () => {
    const reports = Array.from({ length: 250 }, (_, index) =>
      shop.report(KV, { state: 'healthy', id: `probe-${index}` }),
    );
    await shop.reports.push(reports, shop.now());
    await shop.reports.remove(reports.slice(1), shop.now());
    expect(await held()).toEqual([`${KV} probe-0 healthy`]);
  });

  it('refuses more than a workload can hold, and counts what has expired no more', async () => {
    const report = { ...shop.report(KV, { state: 'healthy', minutes: 2 }) };
    const many = (begin: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        ...report,
        id: `probe-${begin + index}`,
      }));
    await shop.reports.push(many(0, WORKLOAD_REPORTS_MAX), shop.now());
    const pushMore = () =>
      shop.reports.push(
        [
          shop.report(KV, { state: 'degraded', id: 'probe-0' }),
          shop.report(KV, { state: 'healthy', id: 'one-more' }),
        ],
        shop.now(),
      );
    await expect(pushMore()).rejects.toThrow(
      `reports: expected at most ${WORKLOAD_REPORTS_MAX} signals of ${SHOP} that hold at a time`,
    );
    expect(await held()).toHaveLength(WORKLOAD_REPORTS_MAX);
    shop.time = 120;
    expect((await pushMore()).accepted).toBe(2);
  });

  it('knows whose parts entities are', async () => {
    expect(
      await shop.reports.workloadsOfParts([KV, SHOP, 'component:default/none']),
    ).toEqual(
      new Map([
        [KV, [SHOP]],
        [SHOP, [SHOP]],
      ]),
    );
  });

  it('marks what changed, so that it is rolled up whatever happens', async () => {
    await shop.wait(10);
    await shop.reports.push(
      [shop.report(KV, { state: 'healthy' })],
      shop.now(),
    );
    expect((await shop.board())!.next_at).toBe(shop.now());
  });
});
