import { TestDatabases } from '@backstage/backend-test-utils';
import { EventParams, EventsService } from '@backstage/plugin-events-node';
import { FamilySummary } from '@plumbline/plugin-workload-common';
import { SummaryStore } from './SummaryStore';

function summary(name: string, headline = '3 of 5'): FamilySummary {
  return {
    family: 'maturity',
    workloadRef: `system:default/${name}`,
    tile: { tone: 'neutral', headline },
    sortValue: 3,
    cell: '3 → 4',
    signals: [],
    attention: [],
    asOf: '2026-11-21T08:00:00.000Z',
  };
}

describe('SummaryStore', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function setup() {
      const database = await databases.init(databaseId);
      await database.schema.createTable('summaries', table => {
        table.string('workload_ref', 300).primary();
        table.text('summary').notNullable();
        table.string('content_hash', 64).notNullable();
      });
      const published: EventParams[] = [];
      const events = {
        publish: async (event: EventParams) => {
          published.push(event);
        },
      } as EventsService;
      const store = new SummaryStore({ database, events, family: 'maturity' });
      return { store, published };
    }

    it('pages in the order of refs, and tells where the next page begins', async () => {
      const { store } = await setup();
      const names = Array.from({ length: 250 }, (_, i) => `w${1000 + i}`);
      await store.save([...names].reverse().map(name => summary(name)));

      const first = await store.page({ limit: 200 });
      const second = await store.page({ limit: 200, after: first.nextAfter });

      expect(
        [...first.items, ...second.items].map(item => item.workloadRef),
      ).toEqual(names.map(name => `system:default/${name}`));
      expect(second.nextAfter).toBeUndefined();
    });

    it('gives only the workloads that were asked for', async () => {
      const { store } = await setup();
      await store.save([summary('a'), summary('b'), summary('c')]);

      const page = await store.page({
        limit: 10,
        workloadRefs: ['system:default/b', 'system:default/missing'],
      });

      expect(page.items).toEqual([summary('b')]);
    });

    it('publishes what changed, and nothing when only the time did', async () => {
      const { store, published } = await setup();
      await store.save([summary('a'), summary('b')]);
      await store.save([
        { ...summary('a'), asOf: '2026-11-21T09:00:00.000Z' },
        summary('b', '4 of 5'),
      ]);

      expect(published.map(event => event.eventPayload)).toEqual([
        {
          family: 'maturity',
          workloadRefs: ['system:default/a', 'system:default/b'],
        },
        { family: 'maturity', workloadRefs: ['system:default/b'] },
      ]);
    });

    it('forgets workloads that are gone, and says so', async () => {
      const { store, published } = await setup();
      await store.save([summary('a'), summary('b')]);
      await store.retain(['system:default/a']);

      expect((await store.page({ limit: 10 })).items).toEqual([summary('a')]);
      expect(published[1].eventPayload).toEqual({
        family: 'maturity',
        workloadRefs: ['system:default/b'],
      });
    });
  });
});
