import { TestDatabases } from '@backstage/backend-test-utils';
import type { StampStatus } from '@plumbline/plugin-stamp-common';
import { House, stampEntity, workloadEntity } from '../__testUtils__/House';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(60_000);

const NAME = 'shop-prod-westeurope-001';
const REF = `resource:default/${NAME}`;
const SHOP = 'system:default/shop';

describe.each(databases.eachSupportedId())('stores on %s', databaseId => {
  let house: House;

  beforeEach(async () => {
    house = await House.build(await databases.init(databaseId));
    house.declare(
      workloadEntity('shop'),
      workloadEntity('bank'),
      stampEntity(NAME),
      stampEntity('bank-prod-westeurope-001', { system: 'bank' }),
    );
    house.estate.addStamp(NAME);
    house.estate.addStamp('bank-prod-westeurope-001', { workload: 'bank' });
    await house.read();
  });

  const status = (second: number, more: Partial<StampStatus> = {}) => ({
    stampRef: REF,
    lifecycle: 'active' as const,
    trafficWeight: second,
    observedAt: new Date(
      Date.parse('2026-11-21T11:00:00Z') + second * 1_000,
    ).toISOString(),
    receivedAt: house.now.toISOString(),
    reportedBy: 'external:ci',
    ...more,
  });
  it('keep what the catalog has, however large its words and numbers are', async () => {
    const entity = stampEntity('shop-odd-stamp');
    Object.assign(entity.spec!, {
      environment: 'e'.repeat(500),
      region: 'r'.repeat(500),
      instance: 5_000_000_000,
    });
    house.declare(
      workloadEntity('shop'),
      workloadEntity('bank'),
      stampEntity(NAME),
      entity,
    );
    await house.read();
    const { stamps } = await house.reader.ofWorkload(SHOP);
    expect(stamps.map(({ name }) => name)).toContain('shop-odd-stamp');
  });

  const stampOf = async (workload: string) =>
    (await house.reader.ofWorkload(workload)).stamps[0];

  it('end in the same place when many tell and read at once', async () => {
    const seconds = Array.from({ length: 20 }, (_, index) => (index * 7) % 20);
    await Promise.all([
      ...seconds.map(second =>
        house.statuses.save([status(second)], () => SHOP, house.now),
      ),
      house.read(),
      house.catalogKeeper.keepAll(house.now),
    ]);
    expect(await stampOf(SHOP)).toMatchObject({
      lifecycle: 'active',
      trafficWeight: 19,
      drift: { state: 'in-step' },
      status: { observedAt: status(19).observedAt },
    });
    expect((await house.reader.ofWorkload(SHOP)).history).toHaveLength(20);
  });

  it('show a stamp of the estate that the catalog has not read yet', async () => {
    house.estate.addStamp('shop-prod-uksouth-001', { region: 'uksouth' });
    await house.driftKeeper.run(house.now);
    const { stamps } = await house.reader.ofWorkload(SHOP);
    expect(stamps.map(({ name, title }) => [name, title])).toEqual([
      ['shop-prod-uksouth-001', 'shop-prod-uksouth-001'],
      [NAME, `Stamp ${NAME}`],
    ]);
  });

  it('go on with the others when one workload cannot be read', async () => {
    const read = house.estate.readLocks.bind(house.estate);
    house.estate.readLocks = async ref => {
      if (ref === SHOP) throw new Error('too many links');
      return read(ref);
    };
    house.estate.change('bank');
    house.estate.change('shop');
    house.pass(2);
    await house.driftKeeper.run(house.now);
    expect((await stampOf(SHOP)).drift).toMatchObject({
      state: 'in-step',
      checkedAt: '2026-11-21T12:00:00.000Z',
      error: { message: 'too many links', since: house.now.toISOString() },
    });
    const bank = (await stampOf('system:default/bank')).drift;
    expect(bank?.checkedAt).toBe(house.now.toISOString());
    expect(bank?.error).toBeUndefined();

    house.estate.readLocks = read;
    house.pass(2);
    await house.driftKeeper.run(house.now);
    expect((await stampOf(SHOP)).drift?.error).toBeUndefined();
  });

  it('read of a changed estate the workloads that changed alone', async () => {
    const before = { ...house.estate.asked };
    house.estate.files.set('stamps/bank/prod/westeurope-001/main.tf', 'mine');
    house.estate.change('bank');
    house.pass(2);
    await house.driftKeeper.run(house.now);
    expect(house.estate.asked).toEqual({
      revision: before.revision + 1,
      locks: before.locks + 1,
      hashes: before.hashes + 1,
    });
    expect((await stampOf('system:default/bank')).drift?.state).toBe('changed');
    expect((await stampOf(SHOP)).drift).toMatchObject({
      state: 'in-step',
      checkedAt: house.now.toISOString(),
    });
  });

  it('take no lock that speaks for another workload', async () => {
    const [foreign] = await house.estate.readLocks('system:default/bank');
    house.estate.change('shop', locks => [...locks, foreign]);
    await house.driftKeeper.run(house.now);
    const { problem, stamps } = await house.reader.ofWorkload(SHOP);
    expect(problem).toContain('its lock is that of');
    expect(stamps.map(({ name }) => name)).toEqual([NAME]);
    expect(await stampOf('system:default/bank')).toMatchObject({
      drift: { state: 'in-step' },
    });
  });

  it('stand by what a stamp was told when its workload comes back', async () => {
    await house.statuses.save([status(5)], () => SHOP, house.now);
    house.declare();
    await house.catalogKeeper.keepAll(house.now);
    expect((await house.reader.ofWorkload(SHOP)).stamps).toEqual([]);
    house.declare(workloadEntity('shop'), stampEntity(NAME));
    await house.read();
    expect(await stampOf(SHOP)).toMatchObject({ lifecycle: 'active' });
  });
});
