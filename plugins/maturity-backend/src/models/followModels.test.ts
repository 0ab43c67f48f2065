import { TestDatabases } from '@backstage/backend-test-utils';
import { catalogFactSchema } from '@plumbline/plugin-maturity-common';
import { ModelStore } from '../store/ModelStore';
import { migrate } from '../store/database';
import { followModels } from './followModels';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('followModels on %s', id => {
  let store: ModelStore;

  beforeEach(async () => {
    const database = await databases.init(id);
    await migrate(database);
    store = new ModelStore(database);
  });

  /** A replica that has just started; what a round of it evaluates. */
  async function start(hashes: string[], sources = [catalogFactSchema]) {
    const models = { hashes, refresh: jest.fn(async () => false) };
    const evaluateAll = jest.fn(async () => {});
    const evaluateFresh = jest.fn(async () => {});
    let round = async () => {};
    await followModels({
      models,
      sources,
      store,
      scheduler: {
        scheduleTask: async task => {
          round = task.fn as () => Promise<void>;
        },
      },
      evaluateAll,
      evaluateFresh,
    });
    return {
      models,
      evaluateAll,
      async round() {
        evaluateAll.mockClear();
        evaluateFresh.mockClear();
        await round();
        return `${evaluateAll.mock.calls.length} ${evaluateFresh.mock.calls.length}`;
      },
    };
  }

  it('evaluates everything at the first start, and at later ones only what is new', async () => {
    const first = await start(['a', 'b']);
    expect(await first.round()).toBe('1 0');
    expect(await first.round()).toBe('0 0');
    const second = await start(['a', 'b']);
    expect(await second.round()).toBe('0 1');
    expect(await second.round()).toBe('0 0');
  });

  it('evaluates everything when models or facts changed while it was down', async () => {
    await (await start(['a', 'b'])).round();
    expect(await (await start(['a', 'c'])).round()).toBe('1 0');
    const longer = { ...catalogFactSchema, staleAfterHours: 1_000 };
    expect(await (await start(['a', 'c'], [longer])).round()).toBe('1 0');
    expect(await (await start(['a', 'c'], [longer])).round()).toBe('0 1');
  });

  it('evaluates everything when a model changes, once for all replicas', async () => {
    const replicas = [await start(['a']), await start(['a'])];
    for (const replica of replicas) await replica.round();
    const rounds: string[] = [];
    for (const { models, round } of replicas) {
      models.hashes = ['b'];
      models.refresh.mockResolvedValueOnce(true);
      rounds.push(await round());
    }
    expect(rounds).toEqual(['1 0', '0 1']);
  });

  it('tries again when evaluating failed', async () => {
    const replica = await start(['a']);
    replica.evaluateAll.mockRejectedValueOnce(new Error('no'));
    await expect(replica.round()).rejects.toThrow('no');
    expect(await replica.round()).toBe('1 0');
  });
});
