import { TestDatabases, mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { portfolioRow } from '../../__fixtures__/portfolioRows';
import { startApi } from '../../__testUtils__/startApi';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(60_000);

const ROWS = [
  portfolioRow('bank', {
    title: '=IE "Bank"',
    owner_ref: 'group:default/bank-team',
    tier: 'gold',
    health: 'degraded',
    maturity_sort: 2,
    slo_sort: 0.12,
    urgency: 50,
    families: JSON.stringify({
      maturity: { text: '2 → 3', tone: 'neutral', trend: [1, 2] },
    }),
    stamps: JSON.stringify([
      {
        ref: 'resource:default/bank-weu',
        region: 'westeurope',
        state: 'degraded',
      },
    ]),
    stamp_count: 1,
    regions: 'westeurope',
    region_count: 1,
    incident: JSON.stringify({
      number: 7,
      severity: 'Sev2',
      state: 'open',
      openedAt: '2026-02-01T00:00:00.000Z',
      title: 'Database: it is slow',
    }),
    incident_sort: 1,
  }),
  portfolioRow('fraud', {
    owner_ref: 'group:default/fraud-team',
    health: 'unhealthy',
    maturity_sort: 3,
    urgency: 90,
  }),
  portfolioRow('archive', { health: 'unknown' }),
];

describe.each(databases.eachSupportedId())(
  'routes of the portfolio on %s',
  engine => {
    let api: Awaited<ReturnType<typeof startApi>>;

    beforeEach(async () => {
      api = await startApi(await databases.init(engine));
      await api.estate.database('workloads').insert(ROWS);
    });

    const get = (path: string) =>
      request(api.app)
        .get(path)
        .set('Authorization', mockCredentials.user.header('user:default/ada'));
    const names = async (query: string) => {
      const { body } = await get(`/workloads?${query}`).expect(200);
      return body.items.map((row: { name: string }) => row.name);
    };

    it('list the most urgent first unless told otherwise', async () => {
      const { body } = await api.ask('GET /workloads');
      expect(body).toMatchObject({ total: 3, needsAttention: 2 });
      expect(body.items[0]).toMatchObject({
        name: 'bank',
        urgency: 95,
        incident: { number: 7 },
      });
      expect(await names('')).toEqual(['bank', 'fraud', 'archive']);
      expect(await names('order=asc')).toEqual(['archive', 'fraud', 'bank']);
      expect(await names('orderBy=health&limit=2')).toEqual(['fraud', 'bank']);
      expect(await names('orderBy=title')).toEqual([
        'bank',
        'archive',
        'fraud',
      ]);
    });

    it('filter by one value or several', async () => {
      expect(await names('owner=group:default/bank-team')).toEqual(['bank']);
      expect(
        await names('owner=Group:Default/Bank-Team&owner=group:default/x'),
      ).toEqual(['bank']);
      expect(await names('health=unknown&health=unhealthy')).toEqual([
        'fraud',
        'archive',
      ]);
      expect(await names('level=2&level=3&budgetBelow=0.5')).toEqual(['bank']);
      expect(await names('attention=true')).toEqual(['bank', 'fraud']);
      expect(await names('incident=true&region=westeurope')).toEqual(['bank']);
      expect(await names('ref=system:default/archive')).toEqual(['archive']);
    });

    it.each([
      ['owner=bank', 'owner[0]: expected a full ref'],
      ['health=fine', '/health/0'],
      ['level=9', '/level/0'],
      ['orderBy=size', '/orderBy'],
      ['limit=1000', '/limit'],
      ['colour=red', 'colour'],
    ])('say what is wrong with %s', async (query, words) => {
      const { body } = await get(`/workloads?${query}`).expect(400);
      expect(body.error.message).toContain(words);
    });

    it('group, and tell what there is to filter by', async () => {
      const { body } = await api.ask('GET /workloads/groups', {
        query: { groupBy: 'owner', health: 'degraded' },
      });
      expect(body.items).toEqual([
        expect.objectContaining({
          key: 'group:default/bank-team',
          count: 1,
          openIncidents: 1,
        }),
      ]);
      await get('/workloads/groups').expect(400);
      const filters = await api.ask('GET /workloads/filters');
      expect(filters.body.healths).toHaveLength(3);
    });

    it('give all that the filters let through as CSV', async () => {
      const answer = await get('/workloads/csv?health=degraded').expect(200);
      expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(answer.headers['content-disposition']).toMatch(
        /^attachment; filename="workloads-\d{4}-\d\d-\d\d\.csv"$/,
      );
      expect(answer.text.split('\r\n')).toEqual([
        expect.stringMatching(/^workload,title,owner,/),
        'system:default/bank,"\'=IE ""Bank""",group:default/bank-team,,gold,degraded,2026-02-01T00:00:00.000Z,No signal says otherwise,7,Sev2,open,2026-02-01T00:00:00.000Z,2 → 3,,,1,westeurope,1,95,2026-02-01T00:00:00.000Z',
        '',
      ]);
      const all = await get('/workloads/csv?orderBy=health').expect(200);
      expect(all.text.split('\r\n')).toHaveLength(5);
    });

    it('are for those who may read', async () => {
      api.allowed.delete('read');
      for (const path of [
        '/workloads',
        '/workloads/filters',
        '/workloads/groups?groupBy=owner',
        '/workloads/csv',
        '/views',
      ]) {
        expect((await get(path)).status).toBe(403);
      }
    });

    describe('of views', () => {
      const view = { name: ' Ill ', query: 'health=unhealthy', shared: false };

      it('keep, change and remove own ones, audited', async () => {
        const { status, body } = await api.ask('POST /views', { body: view });
        expect(status).toBe(201);
        expect(body).toMatchObject({
          name: 'Ill',
          ownerRef: 'user:default/ada',
          mine: true,
        });
        expect(api.auditor.createEvent).toHaveBeenCalledWith(
          expect.objectContaining({ eventId: 'view-create' }),
        );
        const again = await api.ask('POST /views', { body: view });
        expect(again.status).toBe(409);
        const path = { id: body.id };
        const changed = await api.ask('PUT /views/{id}', {
          path,
          body: { ...view, name: 'Worst' },
        });
        expect(changed.body.name).toBe('Worst');
        // Nobody else sees it.
        const as = 'user:default/bob';
        const others = await api.ask('GET /views', { as });
        expect(others.body.items).toEqual([]);
        const hidden = await api.ask('PUT /views/{id}', {
          path,
          as,
          body: view,
        });
        expect(hidden.status).toBe(404);
        const removed = await api.ask('DELETE /views/{id}', { path });
        expect(removed.status).toBe(204);
        const gone = await api.ask('DELETE /views/{id}', { path });
        expect(gone.status).toBe(404);
      });

      it('are shared by those who manage all', async () => {
        const shared = { ...view, shared: true };
        const refused = await api.ask('POST /views', { body: shared });
        expect(refused.status).toBe(403);
        expect(refused.body.error.message).toContain("'workload.manage'");
        api.allowed.add('manage');
        const { body } = await api.ask('POST /views', { body: shared });
        api.allowed.delete('manage');
        const as = 'user:default/bob';
        const seen = await api.ask('GET /views', { as });
        expect(seen.body.items).toMatchObject([{ name: 'Ill', mine: false }]);
        const path = { id: body.id };
        const others = await api.ask('DELETE /views/{id}', { path, as });
        expect(others.status).toBe(403);
        // Whoever saved it may still keep it to themselves.
        const own = await api.ask('PUT /views/{id}', { path, body: view });
        expect(own.body.shared).toBe(false);
      });
    });
  },
);
