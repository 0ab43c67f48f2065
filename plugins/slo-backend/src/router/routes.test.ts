import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import { startSlo } from '../__testUtils__/startSlo';
import { openApiDocument } from './openapi';

jest.setTimeout(60_000);

const SHOP = '/api/slo/workloads/default/shop';
const BANK = '/api/slo/workloads/default/bank';
const HOUR = 3_600_000;

const inHours = (hours: number) =>
  new Date(Date.now() + hours * HOUR).toISOString();

describe('routes', () => {
  const directory = createMockDirectory();
  let server: Awaited<ReturnType<typeof startSlo>>['server'];
  let auditor: Awaited<ReturnType<typeof startSlo>>['auditor'];
  let audited: Awaited<ReturnType<typeof startSlo>>['audited'];

  beforeAll(async () => {
    ({ server, auditor, audited } = await startSlo(directory, {
      slo: {
        pushers: [
          {
            subject: 'plugin:test',
            series: ['shop.'],
            events: ['system:default/shop'],
          },
        ],
      },
    }));
  });

  beforeEach(() => {
    auditor.createEvent.mockClear();
    audited.success.mockClear();
    audited.fail.mockClear();
  });

  const get = (path: string) => request(server).get(path);
  const asService = (path: string, body: object) =>
    request(server)
      .post(path)
      .set(
        'Authorization',
        mockCredentials.service.header({
          onBehalfOf: mockCredentials.service('plugin:test'),
          targetPluginId: 'slo',
        }),
      )
      .send(body);

  it('lists, counts and exports', async () => {
    const list = await get(
      '/api/slo/slos?state=ok&state=exhausted&owner=group:default/shop&sort=remaining',
    );
    expect(list.body).toMatchObject({
      total: 1,
      items: [
        {
          id: 'shop-uptime',
          workloadTitle: 'The shop',
          ownerRef: 'group:default/shop',
          compliance: 0.95,
          agreement: 'warning',
        },
      ],
    });
    const counts = await get('/api/slo/slos/counts?text=uptime');
    expect(counts.body).toMatchObject({
      total: 1,
      workloads: 1,
      agreementWarnings: 1,
      owners: ['group:default/shop'],
    });
    const groups = await get(
      '/api/slo/slos/groups?groupBy=owner&workload=system:default/shop&owner=none&owner=group:default/shop',
    );
    expect(groups.body).toEqual({
      total: 1,
      items: [
        {
          ref: 'group:default/shop',
          count: 1,
          workloads: 1,
          states: expect.objectContaining({ exhausted: 1, ok: 0 }),
          leastBudget: expect.any(Number),
          alert: 'critical',
        },
      ],
    });
    const csv = await get('/api/slo/slos/csv?agreement=warning');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [heading, row, ...rest] = csv.text.split('\r\n');
    expect(heading).toMatch(/^id,name,service,workload,/);
    expect(row).toMatch(
      /^shop-uptime,Uptime,shop,system:default\/shop,The shop,/,
    );
    expect(rest).toEqual(['']);
    expect((await get('/api/slo/slos/csv?text=nothing')).text).toBe(
      `${heading}\r\n`,
    );
  });

  it.each([
    ['/slos?sort=colour', 400],
    ['/slos?limit=201', 400],
    ['/slos?owner=%3A%3A', 400],
    ['/slos?colour=red', 400],
    ['/slos?workload=group:default/shop', 400],
    ['/slos?changedSince=yesterday', 400],
    ['/slos?changedSince=2026-13-40', 400],
    ['/slos/groups', 400],
    ['/slos/groups?groupBy=colour', 400],
    ['/slos/groups?groupBy=owner&sort=name', 400],
    ['/slos/nothing', 404],
    ['/workloads/default/shop/timeline?days=0', 400],
    ['/workloads/default/shop/reports/2026-13', 400],
    ['/workloads/default/shop/reports/2020-01', 404],
    ['/workloads/default/shop/reports/2020-01/csv', 404],
    ['/workloads/default/shop/reports/2020-01/exe', 400],
  ])('answers %s with %i', async (path, status) => {
    expect((await get(`/api/slo${path}`)).status).toBe(status);
  });

  it('reads the SLOs of a workload, with what the policy asks for', async () => {
    const { body } = await get(`${SHOP}/slos`);
    expect(body.slos).toEqual([
      expect.objectContaining({
        id: 'shop-uptime',
        policy: {
          title: 'default',
          step: { below: 0.6, action: 'Slow down', freeze: [] },
        },
      }),
    ]);
  });

  it('reads one SLO', async () => {
    const { body } = await get('/api/slo/slos/shop-uptime');
    expect(body).toMatchObject({ id: 'shop-uptime', displayName: 'Uptime' });
    expect(body.explanation.formulas.length).toBeGreaterThan(0);
  });

  it('says why Prometheus cannot watch what it does not measure', async () => {
    const { status, body } = await get(
      '/api/slo/slos/shop-uptime/prometheus-rules',
    );
    expect(status).toBe(404);
    expect(body.error.message).toContain('not from Prometheus');
  });

  it('tells what dependencies allow, and what the caller may correct', async () => {
    const { body } = await get(`${SHOP}/agreement`);
    expect(body).toMatchObject({
      allowed: 0.9995,
      unknown: [],
      offPath: [{ title: 'shop-logs' }],
      findings: [{ objectiveId: 'shop-uptime', slaTarget: 0.9999 }],
      mayEdit: {
        allowed: false,
        reason: 'Only group:default/shop may do this.',
      },
    });
    const none = await get('/api/slo/workloads/default/none/agreement');
    expect(none.body).toMatchObject({
      path: null,
      mayEdit: { allowed: false, reason: 'The catalog has no such workload.' },
    });
  });

  it('takes corrections of the path from owners only', async () => {
    const edit = { excluded: [], overrides: {} };
    const refused = await request(server).put(`${SHOP}/agreement`).send(edit);
    expect(refused.status).toBe(403);
    expect(audited.fail).toHaveBeenCalledTimes(1);
    const unknown = await request(server)
      .put(`${BANK}/agreement`)
      .send({ ...edit, excluded: ['resource:default/x'] });
    expect(unknown.status).toBe(400);
    expect(unknown.body.error.message).toBe(
      "excluded[0]: expected something that 'system:default/bank' depends on, 'resource:default/x' is none",
    );
    const taken = await request(server).put(`${BANK}/agreement`).send(edit);
    expect(taken.body).toMatchObject({
      editedBy: 'user:default/mock',
      mayEdit: { allowed: true },
    });
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'correct-hot-path',
        meta: { workload: 'system:default/bank', ...edit },
      }),
    );
    expect(audited.success).toHaveBeenCalledTimes(1);
  });

  it('takes maintenance out of the count, and back', async () => {
    const input = {
      from: inHours(1),
      to: inHours(2),
      reason: 'Moving the database',
    };
    const refused = await request(server)
      .post(`${SHOP}/exclusions`)
      .send(input);
    expect(refused.status).toBe(403);
    const added = await request(server).post(`${BANK}/exclusions`).send(input);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({
      workloadRef: 'system:default/bank',
      objectiveIds: [],
      createdBy: 'user:default/mock',
      from: expect.stringMatching(/:00\.000Z$/),
    });
    const { body } = await get(`${BANK}/exclusions`);
    expect(body).toEqual({
      exclusions: [added.body],
      mayExclude: { allowed: true },
    });
    const timeline = await get(`${BANK}/timeline`);
    expect(timeline.body.events).toEqual([
      expect.objectContaining({
        kind: 'maintenance',
        title: 'Moving the database',
      }),
    ]);
    const elsewhere = await request(server).delete(
      `${SHOP}/exclusions/${added.body.id}`,
    );
    expect(elsewhere.status).toBe(403);
    const path = `${BANK}/exclusions/${added.body.id}`;
    const revoked = await request(server).delete(path);
    expect(revoked.body).toMatchObject({ revokedBy: 'user:default/mock' });
    expect((await request(server).delete(path)).status).toBe(409);
    expect((await get(`${BANK}/timeline`)).body.events).toEqual([]);
    expect(
      (await request(server).delete(`${BANK}/exclusions/999`)).status,
    ).toBe(404);
  });

  it.each([
    [{ from: inHours(2), to: inHours(1) }, "to: expected a time after 'from'"],
    [{ from: inHours(0), to: inHours(400) }, 'at most 14 days'],
    [{ from: inHours(-900), to: inHours(-899) }, 'at most 31 days ago'],
    [{ from: inHours(9_000), to: inHours(9_001) }, 'at most a year ahead'],
    [{ from: 'yesterday!', to: inHours(1) }, 'from: expected an ISO 8601 time'],
    [
      { from: inHours(0), to: inHours(1), objectiveIds: ['shop-uptime'] },
      "'shop-uptime' is none",
    ],
    [
      { from: inHours(0), to: inHours(1), reason: '            ' },
      'reason: expected at least 10 characters',
    ],
  ])('refuses the exclusion %j', async (input, message) => {
    const { status, body } = await request(server)
      .post(`${BANK}/exclusions`)
      .send({ reason: 'Moving the database', ...input });
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });

  it.each([0, 2_147_483_648, 'x'])('knows no exclusion %s', async id => {
    const { status } = await request(server).delete(`${BANK}/exclusions/${id}`);
    expect(status).toBe(400);
  });

  it('takes samples and deployments from those that the configuration names', async () => {
    const end = Math.floor(Date.now() / 1_000);
    const samples = { items: [{ series: 'shop.extra', samples: [[end, 1]] }] };
    const events = {
      items: [
        {
          id: 'build-7',
          workloadRef: 'System:default/Shop',
          at: inHours(-1),
          title: 'Release 7',
          url: 'https://ci.example.com/7',
        },
      ],
    };
    expect(
      (await request(server).post('/api/slo/samples').send(samples)).status,
    ).toBe(403);
    expect(
      (await request(server).post('/api/slo/events').send(events)).status,
    ).toBe(403);
    // Refused writes are on record too.
    expect(audited.fail).toHaveBeenCalledTimes(2);
    expect((await asService('/api/slo/samples', samples)).body).toEqual({
      samples: 1,
    });
    for (let again = 0; again < 2; again++) {
      expect((await asService('/api/slo/events', events)).body).toEqual({
        events: 1,
      });
    }
    const { body } = await get(`${SHOP}/timeline`);
    expect(body.events).toEqual([
      expect.objectContaining({
        id: 'plugin:test/build-7',
        workloadRef: 'system:default/shop',
        kind: 'deployment',
        title: 'Release 7',
      }),
    ]);
  });

  it.each([
    ['samples', { series: 'bank.x', samples: [[1, 1]] }, 403],
    ['samples', { series: 'shop.x', samples: [[1.5, 1]] }, 400],
    ['samples', { series: 'shop.x', samples: [[9_999_999_999, 1]] }, 400],
    ['samples', { series: '../x', samples: [[1, 1]] }, 400],
    ['samples', { series: 'shop.x', samples: [[1]] }, 400],
    [
      'events',
      {
        id: 'x',
        workloadRef: 'system:default/bank',
        at: '2026-11-21T00:00Z',
        title: 'x',
      },
      403,
    ],
    [
      'events',
      {
        id: 'x',
        workloadRef: 'system:default/shop',
        at: 'now, really',
        title: 'x',
      },
      400,
    ],
    [
      'events',
      {
        id: 'x',
        workloadRef: 'system:default/shop',
        at: '2026-11-21T00:00Z',
        title: 'x',
        url: 'ftp://ci.example.com',
      },
      400,
    ],
    [
      'events',
      {
        id: 'x',
        workloadRef: 'system:default/shop',
        at: '2026-11-21T00:00Z',
        until: '2026-11-20T00:00Z',
        title: 'x',
      },
      400,
    ],
  ])('refuses to take as %s %j', async (route, item, status) => {
    const answer = await asService(`/api/slo/${route}`, { items: [item] });
    expect(answer.status).toBe(status);
  });

  it('says what the caller may do', async () => {
    expect((await get('/api/slo/permissions')).body).toEqual({
      read: true,
      exclude: true,
      agree: true,
      manage: false,
    });
  });
});

describe('without permission', () => {
  const directory = createMockDirectory();

  it('nothing is answered', async () => {
    const { server } = await startSlo(directory, { denied: [] });
    const manager = await request(server)
      .post(`${SHOP}/exclusions`)
      .send({ from: inHours(1), to: inHours(2), reason: 'For somebody else' });
    expect(manager.status).toBe(201);
    const anonymous = mockCredentials.none.header();
    for (const [path, methods] of Object.entries(openApiDocument.paths)) {
      const url = `/api/slo${path
        .replace('{namespace}', 'default')
        .replace('{name}', 'shop')
        .replace('{exclusion}', '1')
        .replace('{month}', '2026-11')
        .replace('{file}', 'csv')
        .replace('{id}', 'shop-uptime')}`;
      for (const method of Object.keys(methods)) {
        const answer = await (request(server) as any)
          [method](url)
          .set('Authorization', anonymous)
          .send(method === 'get' ? undefined : bodyFor(path));
        expect([path, answer.status]).toEqual([path, 401]);
      }
    }
  });
});

function bodyFor(path: string): object {
  if (path.endsWith('/agreement')) return { excluded: [], overrides: {} };
  if (path.endsWith('/exclusions')) {
    return { from: inHours(1), to: inHours(2), reason: 'Because of reasons' };
  }
  if (path === '/samples') {
    return { items: [{ series: 'x', samples: [[1, 1]] }] };
  }
  if (path === '/events') {
    return {
      items: [{ id: 'x', workloadRef: 'system:x', at: inHours(0), title: 'x' }],
    };
  }
  return {};
}
