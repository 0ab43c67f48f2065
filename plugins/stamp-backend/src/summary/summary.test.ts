import { TestDatabases } from '@backstage/backend-test-utils';
import { FamilySummary } from '@plumbline/plugin-workload-common';
import { House, stampEntity, workloadEntity } from '../__testUtils__/House';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(60_000);

const NAME = 'shop-prod-westeurope-001';
const REF = `resource:default/${NAME}`;
const DAY = 24 * 60;

describe.each(databases.eachSupportedId())('summaries on %s', databaseId => {
  let house: House;

  beforeEach(async () => {
    house = await House.build(await databases.init(databaseId));
    house.declare(workloadEntity('shop'), stampEntity(NAME));
    house.estate.addStamp(NAME);
    await house.read();
  });

  const summary = async (): Promise<FamilySummary> => {
    await house.summarizer.summarizeAll(house.now);
    const { items } = await house.summaries.page({ limit: 10 });
    expect(items).toHaveLength(1);
    return items[0];
  };
  const tell = (more: object) =>
    house.desk.take(
      [
        {
          stampRef: REF,
          lifecycle: 'active',
          observedAt: house.now.toISOString(),
          ...more,
        },
      ],
      { subject: 'external:test-service' },
    );

  it('say nothing where all is as it should be', async () => {
    await tell({ outcome: 'succeeded' });
    expect(await summary()).toMatchObject({
      family: 'stamp',
      tile: { tone: 'good', headline: 'in step' },
      signals: [],
      attention: [],
    });
  });

  it('say that a run failed, on the stamp too where it serves', async () => {
    await tell({ outcome: 'failed', runUrl: 'https://ci.example.com/7' });
    const { attention, signals, tile } = await summary();
    expect(attention).toEqual([
      {
        id: `failed/${NAME}`,
        tone: 'bad',
        urgency: 75,
        title: `Stamp ${NAME}: the last run of its pipeline failed`,
        nextStep:
          'Read why in its run (https://ci.example.com/7), then run it again or roll back',
        tab: 'stamps',
        entityRef: REF,
        ownerRef: 'group:default/shop-team',
      },
    ]);
    expect(tile.tone).toBe('bad');
    expect(signals).toEqual([
      {
        id: 'stamp/pipeline',
        entityRef: REF,
        state: 'degraded',
        reason: 'The last run of its pipeline failed',
        observedAt: house.now.toISOString(),
      },
    ]);
    house.pass(1);
    await tell({ outcome: 'failed', lifecycle: 'planned' });
    expect(await summary()).toMatchObject({
      signals: [],
      attention: [{ urgency: 55 }],
    });
  });

  it('say that files are not what the lock says, or could not be read', async () => {
    house.estate.files.set('stamps/shop/prod/westeurope-001/main.tf', 'mine');
    house.estate.change('shop');
    await house.read();
    expect((await summary()).attention).toEqual([
      expect.objectContaining({
        id: `drift/${NAME}`,
        tone: 'warning',
        title: `Stamp ${NAME}: files are not what the lock says: stamps/shop/prod/westeurope-001/main.tf changed`,
      }),
    ]);
    house.estate.change('shop', ([{ folder }]) => [
      { folder, problem: 'not JSON' },
    ]);
    await house.read();
    expect((await summary()).attention).toEqual([
      expect.objectContaining({ id: `unread/${NAME}`, tone: 'unknown' }),
    ]);
  });

  it('say what waits for somebody for more than a week', async () => {
    await tell({ lifecycle: 'draining', trafficWeight: 0 });
    house.estate.pullRequests = [
      {
        branch: `stamp-remove-${NAME}`,
        label: '#4',
        url: 'https://git.example.com/4',
      },
    ];
    house.estate.change('shop');
    await house.read();
    house.pass(7 * DAY);
    await house.read();
    expect((await summary()).attention).toEqual([]);
    house.pass(DAY);
    await house.read();
    expect((await summary()).attention.map(({ title }) => title)).toEqual([
      `Stamp ${NAME}: draining for 8 days`,
      `${NAME}: pull request #4 has been open for 8 days`,
    ]);
    await tell({ lifecycle: 'retired' });
    house.pass(9 * DAY);
    expect((await summary()).attention.map(({ id }) => id)).toEqual([
      `retired/${NAME}`,
      `open/stamp-remove-${NAME}`,
    ]);
  });

  it('are forgotten with their workloads', async () => {
    await summary();
    house.declare();
    await house.catalogKeeper.keepAll(house.now);
    await house.summarizer.summarizeAll(house.now);
    expect((await house.summaries.page({ limit: 10 })).items).toEqual([]);
  });
});
