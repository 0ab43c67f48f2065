import { TestDatabases } from '@backstage/backend-test-utils';
import { workloadEntities } from '../../__fixtures__/workloads';
import { startApi } from '../../__testUtils__/startApi';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const SHOP = 'system:default/shop';
const KV = 'resource:default/shop-westeurope-kv';

describe.each(databases.eachSupportedId())('routes of incidents on %s', id => {
  let api: Awaited<ReturnType<typeof startApi>>;

  beforeEach(async () => {
    api = await startApi(await databases.init(id));
    api.allowed.add('incident.act');
    await api.estate.catalog(workloadEntities('shop', ['westeurope']));
    await api.ask('PUT /workloads/{namespace}/{name}/health-model', {
      body: {
        text: `apiVersion: plumbline.io/v1
kind: HealthModel
metadata: { name: shop }
spec:
  escalation:
    - { contact: group:default/bank-team, afterMinutes: 10 }
`,
        revision: '',
      },
    });
    await api.ask('POST /signals', {
      body: {
        reports: [
          { entityRef: KV, id: 'probe/kv', name: 'Probe', state: 'unhealthy' },
        ],
      },
    });
    await api.estate.until(2);
  });

  const incident = async (as?: string) =>
    (await api.ask('GET /incidents/{number}', { path: { number: '1' }, as }))
      .body;

  it('lists, shows, and lets owners and those who are called act', async () => {
    const { body: page } = await api.ask('GET /incidents', {
      query: { state: 'open', workload: SHOP },
    });
    expect(page).toMatchObject({
      total: 1,
      items: [{ number: 1, severity: 'Sev1', workloadRef: SHOP }],
    });
    expect(await incident()).toMatchObject({ act: { allowed: true } });
    // The bank's team does not own the shop, but is next to be called.
    expect(await incident('user:default/bob')).toMatchObject({
      act: { allowed: true },
    });
    expect(await incident('user:default/eve')).toMatchObject({
      act: {
        allowed: false,
        reason: 'Only group:default/shop-team may do this.',
      },
    });

    const acknowledge = (as: string, number = '1') =>
      api.ask('POST /incidents/{number}/acknowledge', {
        path: { number },
        body: { note: 'On it' },
        as,
      });
    expect((await acknowledge('user:default/eve')).status).toBe(403);
    expect((await acknowledge('user:default/ada', '99')).status).toBe(404);
    expect((await acknowledge('user:default/bob')).status).toBe(204);
    expect((await acknowledge('user:default/bob')).status).toBe(204);
    expect((await acknowledge('user:default/ada')).status).toBe(409);
    expect(api.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'acknowledge-incident',
        meta: { by: 'user:default/bob', number: 1, note: 'On it' },
      }),
    );
    const noted = await api.ask('POST /incidents/{number}/notes', {
      path: { number: '1' },
      body: { note: 'The key was rotated' },
    });
    expect(noted.status).toBe(204);
    expect(await incident()).toMatchObject({
      state: 'acknowledged',
      acknowledgement: { by: 'user:default/bob', note: 'On it' },
      escalation: { steps: [{ afterMinutes: 10 }] },
      events: expect.arrayContaining([
        expect.objectContaining({ kind: 'note', by: 'user:default/ada' }),
      ]),
    });
    const alerts = await api.ask('GET /workloads/{namespace}/{name}/alerts');
    expect(alerts.body.items[0]).toMatchObject({
      entityRef: SHOP,
      state: 'open',
      incident: 1,
    });
  });

  it('saves the review, and publishes it only after the end', async () => {
    const { updatedAt, updatedBy, ...draft } = (await incident()).reviewText;
    const save = (changes: object) =>
      api.ask('PUT /incidents/{number}/review', {
        path: { number: '1' },
        body: { ...draft, ...changes },
      });
    expect((await save({ published: true })).status).toBe(400);
    expect((await save({ published: 'yes' })).status).toBe(400);
    expect((await save({ lessons: 'Rotate on Mondays' })).status).toBe(204);
    expect((await save({ lessons: 'Never rotate' })).status).toBe(409);
    expect((await incident()).reviewText).toMatchObject({
      lessons: 'Rotate on Mondays',
      updatedBy: 'user:default/ada',
    });
  });

  it('answers nothing to who may not read, and 404 about what is not there', async () => {
    const missing = await api.ask('GET /workloads/{namespace}/{name}/alerts', {
      path: { name: 'gone' },
    });
    expect(missing.status).toBe(404);
    const wrong = await api.ask('GET /incidents', { query: { owner: 'ada' } });
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).toContain('owner[0]');
    api.allowed.clear();
    for (const route of [
      'GET /incidents',
      'GET /incidents/{number}',
      'GET /workloads/{namespace}/{name}/alerts',
    ]) {
      const { status } = await api.ask(route, { path: { number: '1' } });
      expect(status).toBe(403);
    }
  });

  it('lets agents list and acknowledge', async () => {
    const { output } = await api.actions.invoke({
      id: 'test:list-incidents',
      input: { workload: 'shop', states: ['open'] },
    });
    expect(output).toMatchObject({
      total: 1,
      items: [{ number: 1, page: '/workloads/incidents/1' }],
    });
    await api.actions.invoke({
      id: 'test:acknowledge-incident',
      input: { number: 1, note: 'On it' },
    });
    expect(await incident()).toMatchObject({ state: 'acknowledged' });
  });
});
