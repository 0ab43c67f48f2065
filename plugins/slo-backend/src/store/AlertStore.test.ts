import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { AlertState } from '@plumbline/plugin-slo-common';
import { AlertStore, StandingChange, StoredStanding } from './AlertStore';
import { openDatabase } from './openDatabase';

const at = (minute: number) =>
  `2026-11-21T12:${String(minute).padStart(2, '0')}:00.000Z`;

const change = (
  minute: number,
  from: AlertState,
  to: AlertState,
  before?: StoredStanding,
  ruleId = 'burn-1h',
): StandingChange => ({
  objectiveId: 'checkout',
  workloadRef: 'system:default/shop',
  ruleId,
  severity: 'critical',
  standing: { state: to, since: at(minute) },
  before,
  transition: {
    ruleId,
    name: 'Budget burns very fast',
    severity: 'critical',
    at: at(minute),
    from,
    to,
    value: 20,
    reason: 'Burns 20x.',
  },
});

describe('AlertStore', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %s', id => {
    let store: AlertStore;
    beforeEach(async () => {
      const client = await databases.init(id);
      store = new AlertStore(
        await openDatabase(
          mockServices.database.mock({ getClient: async () => client }),
        ),
      );
    });
    const standing = async () =>
      (await store.standings(['checkout'])).get('checkout')?.get('burn-1h');

    it('records a transition once, however many saw it', async () => {
      const recorded = await Promise.all([
        store.save([change(1, 'inactive', 'firing')]),
        store.save([change(1, 'inactive', 'firing')]),
      ]);
      expect(recorded.flat()).toEqual([
        expect.objectContaining({
          objectiveId: 'checkout',
          workloadRef: 'system:default/shop',
          from: 'inactive',
          to: 'firing',
          at: at(1),
          value: 20,
        }),
      ]);
      const before = await standing();
      expect(before).toMatchObject({ state: 'firing', revision: 1 });
      const ended = await Promise.all([
        store.save([change(9, 'firing', 'inactive', before)]),
        store.save([change(10, 'firing', 'inactive', before)]),
      ]);
      expect(ended.flat()).toHaveLength(1);
      expect(await standing()).toMatchObject({
        state: 'inactive',
        revision: 2,
      });
    });

    it('remembers since when an alert is not met any more, which is no transition', async () => {
      await store.save([change(1, 'inactive', 'firing')]);
      const before = await standing();
      await expect(
        store.save([
          {
            ...change(4, 'firing', 'firing', before),
            standing: { state: 'firing', since: at(1), clearSince: at(4) },
            transition: undefined,
          },
        ]),
      ).resolves.toEqual([]);
      expect(await standing()).toMatchObject({ clearSince: at(4) });
    });

    it('gives the history of a workload newest first, of a time oldest first', async () => {
      await store.save([change(1, 'inactive', 'firing')]);
      await store.save([change(9, 'firing', 'inactive', await standing())]);
      const of = async (since: string) =>
        (await store.ofWorkload('system:default/shop', since, 10)).map(
          ({ to }) => to,
        );
      expect(await of(at(0))).toEqual(['inactive', 'firing']);
      expect(await of(at(2))).toEqual(['inactive']);
      expect(
        (await store.between(['checkout'], at(0), at(9))).map(({ to }) => to),
      ).toEqual(['firing']);
      await store.prune(at(2));
      expect(await of(at(0))).toEqual(['inactive']);
    });

    it('ends what fires of objectives that are gone', async () => {
      await store.save([
        change(1, 'inactive', 'firing'),
        change(1, 'inactive', 'pending', undefined, 'burn-6h'),
      ]);
      await expect(
        store.end(new Set(['checkout']), new Date(at(5))),
      ).resolves.toEqual([]);
      const ended = await store.end(new Set(), new Date(at(5)));
      expect(ended.map(({ ruleId, from, to }) => [ruleId, from, to])).toEqual([
        ['burn-1h', 'firing', 'inactive'],
        ['burn-6h', 'pending', 'inactive'],
      ]);
      expect(await standing()).toBeUndefined();
    });
  });
});
