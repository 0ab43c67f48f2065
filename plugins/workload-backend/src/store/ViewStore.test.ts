import { TestDatabases } from '@backstage/backend-test-utils';
import { MOST_VIEWS, ViewStore } from './ViewStore';
import { openDatabase } from './openDatabase';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const ANN = { ref: 'user:default/ann', manages: false };
const BEN = { ref: 'user:default/ben', manages: true };
const NOW = '2026-02-01T00:00:00.000Z';

const input = (name: string, shared = false) => ({
  name,
  query: 'health=unhealthy',
  shared,
});

describe.each(databases.eachSupportedId())('ViewStore on %s', id => {
  let views: ViewStore;

  beforeEach(async () => {
    const database = await databases.init(id);
    await openDatabase({ getClient: async () => database });
    views = new ViewStore(database);
  });

  const names = async (viewer: typeof ANN) =>
    (await views.list(viewer)).map(each => `${each.name} ${each.mine}`);

  it('lists own ones and shared ones, by name', async () => {
    await views.add(input('b'), ANN, NOW);
    await views.add(input('A'), ANN, NOW);
    await views.add(input('b'), BEN, NOW);
    const shared = await views.add(input('All', true), BEN, NOW);
    expect(await names(ANN)).toEqual(['A true', 'All false', 'b true']);
    expect(await names(BEN)).toEqual(['All true', 'b true']);
    expect(await views.get(shared.id, ANN)).toMatchObject({ mine: false });
    expect(await names({ ...ANN, manages: true })).toContain('All true');
  });

  it('keeps one of each name for each person', async () => {
    const first = await views.add(input('Mine'), ANN, NOW);
    await expect(views.add(input('mine'), ANN, NOW)).rejects.toThrow(
      "There is a view named 'mine' already",
    );
    const other = await views.add(input('Other'), ANN, NOW);
    await expect(
      views.change(other.id, input('MINE'), ANN, NOW),
    ).rejects.toThrow('already');
    expect(await views.change(first.id, input('MINE'), ANN, NOW)).toEqual({
      ...first,
      name: 'MINE',
    });
  });

  it('hides what is not shared, and forgets what is removed', async () => {
    const { id: one } = await views.add(input('Mine'), ANN, NOW);
    expect(await views.get(one, BEN)).toBeUndefined();
    await views.remove(one);
    await views.remove(one);
    expect(await views.list(ANN)).toEqual([]);
    await expect(views.change(one, input('x'), ANN, NOW)).rejects.toThrow(
      'There is no such view',
    );
  });

  it('keeps a bounded number', async () => {
    for (let i = 0; i < MOST_VIEWS; i++) {
      await views.add(input(`v${i}`), ANN, NOW);
    }
    await expect(views.add(input('more'), ANN, NOW)).rejects.toThrow(
      'At most 100 views',
    );
  });
});
