import { TestDatabases } from '@backstage/backend-test-utils';
import { SignalReportInput } from '@plumbline/plugin-workload-common';
import { SERVICE } from '@plumbline/plugin-workload-node/testUtils';
import request from 'supertest';
import { startApi } from '../__testUtils__/startApi';
import { workloadEntities } from '../__fixtures__/workloads';
import { openApiDocument } from './openapi';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

jest.setTimeout(60_000);

const SHOP = 'system:default/shop';
const BANK = 'system:default/bank';
const BOB = 'user:default/bob';
const KV = 'resource:default/shop-westeurope-kv';
const WEB = 'resource:default/shop-westeurope-web';
const REGISTRY = 'resource:default/shop-registry';

const MODEL = `
apiVersion: plumbline.io/v1
kind: HealthModel
metadata:
  name: shop
spec:
  signals:
    - { id: disk, name: Disk in use, unit: '%', operator: '>=', unhealthy: 90, degraded: 70 }
  userFlows:
    - { id: pay, title: Pay, criticality: critical, dependsOn: ['${KV}'] }
  objective: { percent: 99, days: 7 }
`;

const report = (more: Partial<SignalReportInput> = {}): SignalReportInput => ({
  entityRef: KV,
  id: 'vault/reachable',
  name: 'Reachable',
  state: 'unhealthy',
  ...more,
});

const workloads = () => [
  ...workloadEntities('shop', ['westeurope']),
  ...workloadEntities('bank', ['westeurope', 'northeurope']),
];

describe.each(databases.eachSupportedId())('routes on %s', engine => {
  let api: Awaited<ReturnType<typeof startApi>>;

  beforeEach(async () => {
    api = await startApi(await databases.init(engine));
    await api.estate.catalog(workloads());
  });

  const push = (reports: SignalReportInput[], as?: string) =>
    api.ask('POST /signals', { body: { reports }, as });

  const mapNode = async (ref: string, at?: string) => {
    const { body } = await api.ask('GET /workloads/{namespace}/{name}/map', {
      query: at ? { at } : {},
    });
    return body.nodes.find((node: any) => node.entityRef === ref);
  };

  const saveModel = async (text = MODEL, revision = '', as?: string) =>
    api.ask('PUT /workloads/{namespace}/{name}/health-model', {
      body: { text, revision },
      as,
    });

  describe('of signals', () => {
    it('take what is pushed, once', async () => {
      const first = await push([report({ reportedAt: api.estate.at(0) })]);
      expect(first.body).toEqual({ accepted: 1, workloadRefs: [SHOP] });
      expect((await mapNode(KV)).state).toBe('unhealthy');
      expect((await mapNode(SHOP)).causes).toMatchObject([
        { entityRef: KV, signalId: 'vault/reachable' },
      ]);
      const again = await push([report({ reportedAt: api.estate.at(0) })]);
      expect(again.body).toEqual({ accepted: 0, workloadRefs: [] });
      const older = await push([
        report({ state: 'healthy', reportedAt: api.estate.at(-5) }),
      ]);
      expect(older.body.accepted).toBe(0);
      const { body } = await api.ask(
        'GET /workloads/{namespace}/{name}/signals',
      );
      expect(body.items).toEqual([
        {
          ...report(),
          workloadRef: SHOP,
          reportedAt: api.estate.at(0),
          expiresAt: api.estate.at(60),
          reportedBy: 'user:default/ada',
        },
      ]);
      expect(api.auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'push-signals',
          meta: { by: 'user:default/ada', signals: 1 },
        }),
      );
      expect(api.audited.success).toHaveBeenCalledWith({
        meta: { workloadRefs: [SHOP] },
      });
    });

    it('of several of one signal keep the newest, and let each expire', async () => {
      const { body } = await push([
        report({ state: 'degraded', reportedAt: api.estate.at(-1) }),
        report({ minutes: 10 }),
        report({ state: 'healthy', reportedAt: api.estate.at(-2) }),
      ]);
      expect(body.accepted).toBe(1);
      expect((await mapNode(KV)).state).toBe('unhealthy');
      await api.estate.until(10);
      expect((await mapNode(KV)).state).toBe('unknown');
      const after = await api.ask('GET /workloads/{namespace}/{name}/signals');
      expect(after.body.items).toEqual([]);
    });

    it('judge values by the thresholds of the model', async () => {
      await saveModel();
      await push([report({ id: 'disk', state: undefined, value: 70 })]);
      expect((await mapNode(KV)).state).toBe('degraded');
      expect((await mapNode('flow:pay')).state).toBe('degraded');
      await push([report({ id: 'disk', state: undefined, value: 90 })]);
      expect((await mapNode(KV)).signals).toMatchObject([
        { reason: 'Disk in use: 90%; unhealthy >= 90%' },
      ]);
    });

    it('are taken back; unknown ones are no error', async () => {
      await push([report()]);
      const names = [
        { entityRef: KV, id: 'vault/reachable' },
        { entityRef: WEB, id: 'never/said' },
      ];
      const removed = await api.ask('POST /signals/remove', {
        body: { signals: names },
      });
      expect(removed.body).toEqual({ workloadRefs: [SHOP] });
      expect((await mapNode(KV)).state).toBe('unknown');
      const again = await api.ask('POST /signals/remove', {
        body: { signals: names },
      });
      expect(again.body).toEqual({ workloadRefs: [] });
    });

    it.each<[Partial<SignalReportInput>, string]>([
      [{ minutes: 0 }, 'reports[1].minutes: expected a number from 1 to 10080'],
      [{ minutes: 10_081 }, 'reports[1].minutes'],
      [{ state: undefined }, 'reports[1].state: expected a state, or else'],
      [{ state: 'fine' as any }, 'reports[1].state: expected one of healthy'],
      [{ id: 'a b' }, 'reports[1].id: expected at most 200 letters'],
      [{ name: '  ' }, 'reports[1].name: expected 1 to 200 characters'],
      [{ context: 'x'.repeat(4_097) }, 'reports[1].context: expected at most'],
      [{ reportedAt: 'yesterday!' }, 'reports[1].reportedAt: expected an ISO'],
      [
        { reportedAt: '2036-01-01T00:00:00Z' },
        'reports[1].reportedAt: expected a time that is not in the future',
      ],
      [
        { entityRef: 'resource:default/none' },
        "reports[1].entityRef: expected a part of a workload, 'resource:default/none' is none",
      ],
      [{ entityRef: ':::' }, 'reports[1].entityRef: expected a full ref'],
      [
        { workloadRef: BANK },
        `reports[1].entityRef: expected a part of ${BANK}, or the workload itself`,
      ],
      [{ workloadRef: 'group:default/x' }, 'reports[1].workloadRef: expected'],
      [{ entityRef: 'flow:pay' }, 'reports[1].entityRef: expected a part'],
    ])('refuse all of them with one such (%#)', async (wrong, words) => {
      const { status, body } = await push([report(), report(wrong)]);
      expect(status).toBe(400);
      expect(body.error.message).toContain(words);
      const after = await api.ask('GET /workloads/{namespace}/{name}/signals');
      expect(after.body.items).toEqual([]);
      expect(api.audited.fail).toHaveBeenCalledTimes(1);
    });

    it('want to know which workload is meant where several are', async () => {
      await api.estate.catalog(
        [
          ...workloads(),
          ...workloadEntities('kiosk', []).slice(0, 1),
          {
            ...workloads().find(
              each => each.metadata.name === 'shop-registry',
            )!,
            relations: [
              { type: 'partOf', targetRef: SHOP },
              { type: 'partOf', targetRef: 'system:default/kiosk' },
            ],
          },
        ].filter(
          (each, index, all) =>
            all.findLastIndex(
              other => other.metadata.name === each.metadata.name,
            ) === index,
        ),
      );
      const unclear = await push([report({ entityRef: REGISTRY })]);
      expect(unclear.body.error.message).toContain(
        `reports[0].workloadRef: expected the workload that is meant, '${REGISTRY}' may be of system:default/kiosk, ${SHOP}`,
      );
      const clear = await push([
        report({ entityRef: REGISTRY, workloadRef: SHOP }),
      ]);
      expect(clear.body.workloadRefs).toEqual([SHOP]);
    });

    it('are for owners, services and who may manage all', async () => {
      const others = await push([report()], BOB);
      expect(others.status).toBe(403);
      expect(others.body.error.message).toContain(
        `${SHOP}: Only group:default/shop-team may do this.`,
      );
      const mixed = await push([
        report(),
        report({ entityRef: 'resource:default/bank-registry' }),
      ]);
      expect(mixed.status).toBe(403);
      expect((await push([report()], SERVICE)).status).toBe(200);
      api.allowed.add('manage');
      const managed = await push([report({ state: 'healthy' })], BOB);
      expect(managed.body.accepted).toBe(1);
      api.allowed.delete('signal.report');
      expect((await push([report()])).status).toBe(403);
      const removed = await api.ask('POST /signals/remove', {
        body: { signals: [{ entityRef: KV, id: 'a' }] },
      });
      expect(removed.status).toBe(403);
    });

    it('are taken in thousands', async () => {
      const reports = Array.from({ length: 1_000 }, (_, index) =>
        report({ id: `probe/${index}`, context: 'x'.repeat(4_096) }),
      );
      expect((await push(reports)).body.accepted).toBe(1_000);
      expect((await push([...reports, report()])).status).toBe(400);
      expect((await push([])).status).toBe(400);
    });

    it('stay stored when health cannot be looked at now', async () => {
      jest
        .spyOn(api.estate.rollUp, 'run')
        .mockRejectedValueOnce(new Error('-'));
      expect((await push([report()])).body.accepted).toBe(1);
      expect(api.logger.warn).toHaveBeenCalledTimes(1);
      expect((await mapNode(KV)).state).toBe('unknown');
      await api.estate.until(0);
      expect((await mapNode(KV)).state).toBe('unhealthy');
    });
  });

  describe('of health models', () => {
    const path = '/workloads/{namespace}/{name}/health-model';

    it('tell what holds, and take edits in turn', async () => {
      const before = await api.ask(`GET ${path}`);
      expect(before.body).toMatchObject({
        origin: 'default',
        revision: '',
        edit: { allowed: true },
        completeText: expect.stringContaining(KV),
      });
      const saved = await saveModel();
      expect(saved.status).toBe(200);
      expect(saved.body).toMatchObject({
        origin: 'portal',
        text: MODEL,
        changedBy: 'user:default/ada',
        changedAt: api.estate.at(0),
        problems: [],
        findings: [],
      });
      expect((await mapNode('flow:pay')).kind).toBe('UserFlow');
      const late = await saveModel(MODEL, 'another');
      expect(late.status).toBe(409);
      const cleared = await saveModel('', saved.body.revision);
      expect(cleared.body.origin).toBe('default');
      expect(await mapNode('flow:pay')).toBeUndefined();
      expect(api.audited.success).toHaveBeenCalledTimes(2);
      expect(api.audited.fail).toHaveBeenCalledTimes(1);
    });

    it('say where a text cannot hold', async () => {
      const { status, body } = await saveModel(
        MODEL.replace('critical', 'somewhat'),
      );
      expect(status).toBe(400);
      expect(body.error.message).toContain('line 10');
      expect(body.error.message).toContain('spec.userFlows[0].criticality');
    });

    it('show what a text would change, and store nothing', async () => {
      await push([report({ id: 'disk', state: undefined, value: 95 })]);
      const preview = await api.ask(`POST ${path}/preview`, {
        body: { text: MODEL },
        as: BOB,
      });
      expect(preview.body.changes).toContainEqual(
        expect.objectContaining({
          entityRef: KV,
          from: 'unknown',
          to: 'unhealthy',
        }),
      );
      expect((await mapNode(KV)).state).toBe('unknown');
      const wrong = await api.ask(`POST ${path}/preview`, {
        body: { text: 'kind: Other' },
      });
      expect(wrong.body.problems.length).toBeGreaterThan(0);
    });

    it('are edited by owners only', async () => {
      const seen = await api.ask(`GET ${path}`, { as: BOB });
      expect(seen.body.edit).toEqual({
        allowed: false,
        reason: 'Only group:default/shop-team may do this.',
      });
      expect((await saveModel(MODEL, '', BOB)).status).toBe(403);
      expect(api.audited.fail).toHaveBeenCalledTimes(1);
      api.allowed.add('manage');
      expect((await saveModel(MODEL, '', BOB)).status).toBe(200);
    });

    it('of files are edited there', async () => {
      await api.estate.database('health_models').insert({
        workload_ref: SHOP,
        origin: 'file',
        location: 'https://git.example.com/shop/health.yaml',
        revision: '',
        problems: '[]',
        error: 'It cannot be reached.',
        error_at: api.estate.at(0),
      });
      const { body } = await api.ask(`GET ${path}`);
      expect(body).toMatchObject({
        origin: 'file',
        error: 'It cannot be reached.',
        edit: {
          allowed: false,
          reason:
            'It is kept in https://git.example.com/shop/health.yaml; edit it there.',
        },
      });
      expect((await saveModel()).status).toBe(409);
    });
  });

  describe('of maintenance', () => {
    const path = '/workloads/{namespace}/{name}/maintenance';
    const announce = (body: object, as?: string) =>
      api.ask(`POST ${path}`, { body, as });
    const list = async () => (await api.ask(`GET ${path}`)).body;

    it('announce, list and end it', async () => {
      const { estate } = api;
      const later = await announce({
        from: estate.at(60),
        to: estate.at(120),
        reason: ' New disks ',
        nodes: [KV],
      });
      expect(later.status).toBe(201);
      expect(later.body).toMatchObject({
        origin: 'portal',
        announcedBy: 'user:default/ada',
        announcedAt: estate.at(0),
        reason: 'New disks',
        nodes: [KV],
        isNow: false,
      });
      const current = await announce({
        from: estate.at(-10),
        to: estate.at(30),
        everyDays: 7,
        until: estate.at(60 * 24 * 30),
      });
      expect(await list()).toMatchObject({
        items: [{ isNow: true }, { isNow: false }],
        announce: { allowed: true },
      });
      for (const { body } of [current, later]) {
        const ended = await api.ask(`DELETE ${path}/{id}`, {
          path: { id: body.id },
        });
        expect(ended.status).toBe(204);
      }
      expect((await list()).items).toEqual([]);
      const again = await api.ask(`DELETE ${path}/{id}`, {
        path: { id: later.body.id },
      });
      expect(again.status).toBe(404);
      expect(api.auditor.createEvent).toHaveBeenCalledTimes(5);
    });

    it.each([
      [{ to: 0 }, "to: expected a time after 'from'"],
      [{ to: 60 * 24 * 15 }, 'at most 14 days'],
      [{ from: -20, to: -10 }, 'to: expected a time in the future'],
      [{ from: 60 * 24 * 400, to: 60 * 24 * 400 + 5 }, 'from: expected'],
      [{ until: 100 }, "until: expected only together with 'everyDays'"],
      [{ everyDays: 1, to: 60 * 24 + 1 }, 'everyDays: expected more days'],
      [{ everyDays: 7, until: -1 }, 'until: expected a time after'],
      [{ nodes: [KV, 'resource:default/none'] }, 'nodes[1]: expected a part'],
      [{ everyDays: 0 }, 'everyDays'],
    ])('refuse %j', async (wrong, words) => {
      const { from = 1, to = 30, until, ...rest } = wrong as any;
      const { estate } = api;
      const { status, body } = await announce({
        from: estate.at(from),
        to: estate.at(to),
        ...(until === undefined ? {} : { until: estate.at(until) }),
        ...rest,
      });
      expect(status).toBe(400);
      expect(body.error.message).toContain(words);
    });

    it('is for owners only', async () => {
      const { estate } = api;
      const window = { from: estate.at(0), to: estate.at(30) };
      expect((await announce(window, BOB)).status).toBe(403);
      const ended = await api.ask(`DELETE ${path}/{id}`, {
        path: { id: 'x' },
        as: BOB,
      });
      expect(ended.status).toBe(403);
      expect(api.audited.fail).toHaveBeenCalledTimes(2);
    });
  });

  describe('of the past', () => {
    const history = (query: Record<string, string> = {}) =>
      api.ask('GET /workloads/{namespace}/{name}/health/history', { query });

    beforeEach(async () => {
      const { estate } = api;
      await saveModel();
      await estate.until(10);
      await push([report({ minutes: 20 })]);
      await estate.until(15);
      await push([report({ state: 'degraded', minutes: 5 })]);
      await estate.until(20);
      await estate.until(40);
    });

    it('tell every change, and hold it against the objective', async () => {
      const { estate } = api;
      const { body } = await history({ entityRef: KV });
      expect(body.total).toBe(3);
      expect(body.items.map(({ from, to, at }: any) => [from, to, at])).toEqual(
        [
          ['degraded', 'unknown', estate.at(20)],
          ['unhealthy', 'degraded', estate.at(15)],
          ['unknown', 'unhealthy', estate.at(10)],
        ],
      );
      expect(body.items[2].cause).toMatchObject({
        signalId: 'vault/reachable',
      });
      expect(body.states).toMatchObject([
        { to: 'unknown' },
        { to: 'unhealthy', at: estate.at(10) },
        { to: 'degraded' },
        { to: 'unknown' },
      ]);
      expect(body.standing).toMatchObject({
        objective: { percent: 99, days: 7 },
        inState: { unhealthy: 300_000, degraded: 300_000, healthy: 0 },
        share: 0.5,
        met: false,
      });
      expect(body.keptSince).toBe(estate.at(0));

      const all = await history({ limit: '2', from: estate.at(12) });
      expect(all.body.items).toHaveLength(2);
      expect(all.body.total).toBeGreaterThan(2);
      expect(all.body.states[0]).toEqual({
        at: estate.at(12),
        to: 'unhealthy',
      });
      const flow = await history({ entityRef: 'flow:pay' });
      expect(flow.body.items[0].title).toBe('Pay');
    });

    it('leave announced maintenance out of the objective', async () => {
      const { estate } = api;
      estate.now = new Date(estate.at(14));
      await api.ask('POST /workloads/{namespace}/{name}/maintenance', {
        body: { from: estate.at(10), to: estate.at(15), nodes: [KV] },
      });
      estate.now = new Date(estate.at(40));
      const { body } = await history({ entityRef: KV });
      expect(body.standing).toMatchObject({
        maintenanceMs: 300_000,
        inState: { unhealthy: 0 },
        met: true,
      });
    });

    it('show the map as it was', async () => {
      const { estate } = api;
      expect(await mapNode(KV, estate.at(12))).toMatchObject({
        state: 'unhealthy',
        stateSince: estate.at(10),
        signals: [],
        causes: [{ signalId: 'vault/reachable', state: 'unhealthy' }],
      });
      expect(await mapNode(KV, estate.at(10))).toMatchObject({
        state: 'unhealthy',
      });
      expect(await mapNode(KV, estate.at(9))).toMatchObject({
        state: 'unknown',
      });
      expect(await mapNode(KV, estate.at(30))).toMatchObject({
        state: 'unknown',
        stateSince: estate.at(20),
      });
      await estate.catalog(
        workloads().filter(({ metadata }) => metadata.name !== 'shop-registry'),
      );
      expect(await mapNode(REGISTRY)).toBeUndefined();
      expect(await mapNode(REGISTRY, estate.at(12))).toBeDefined();
      const before = await api.ask('GET /workloads/{namespace}/{name}/map', {
        query: { at: estate.at(-1) },
      });
      expect(before.status).toBe(404);
      expect(before.body.error.message).toContain('nothing is kept');

      const { body } = await api.ask(
        'GET /workloads/{namespace}/{name}/map/moments',
      );
      const minutes = body.items.map(
        ({ at, worst, reshaped }: any) =>
          [
            Math.floor((Date.parse(at) - Date.parse(estate.at(0))) / 60_000),
            worst,
            reshaped,
          ] as const,
      );
      expect(minutes).toContainEqual([10, 'unhealthy', false]);
      expect(minutes).toContainEqual([15, 'degraded', false]);
      expect(minutes[minutes.length - 1]).toEqual([40, 'healthy', true]);
      expect(body.keptSince).toBe(estate.at(0));
    });

    it('tell a part that was away and came back as it was then', async () => {
      const { estate } = api;
      await push([report({ minutes: 600 })]);
      await estate.until(50);
      await estate.catalog(
        workloads().filter(
          ({ metadata }) => metadata.name !== 'shop-westeurope-kv',
        ),
      );
      await estate.until(60);
      await api.ask('POST /signals/remove', {
        body: { signals: [{ workloadRef: SHOP, entityRef: SHOP, id: 'x' }] },
      });
      await estate.database('signal_reports').delete();
      await estate.catalog(workloads());
      await estate.until(70);
      expect(await mapNode(KV, estate.at(45))).toMatchObject({
        state: 'unhealthy',
      });
      expect(await mapNode(KV, estate.at(65))).toMatchObject({
        state: 'unknown',
        stateSince: estate.at(60),
      });
    });

    it('show which incident was open', async () => {
      const { estate } = api;
      await estate.until(50);
      api.allowed.add('incident.act');
      const acknowledged = await api.ask(
        'POST /incidents/{number}/acknowledge',
        { path: { number: '1' }, body: {} },
      );
      expect(acknowledged.status).toBeLessThan(300);
      const incidentsAt = async (minutes: number) =>
        (
          await api.ask('GET /workloads/{namespace}/{name}/map', {
            query: { at: estate.at(minutes) },
          })
        ).body.incidents;
      expect(await incidentsAt(14)).toEqual([]);
      expect(await incidentsAt(49)).toMatchObject([
        { number: 1, state: 'open', openedAt: estate.at(15) },
      ]);
      expect(await incidentsAt(51)).toMatchObject([
        { number: 1, state: 'acknowledged' },
      ]);
      const { body } = await api.ask('GET /workloads/{namespace}/{name}/map');
      expect(body.incidents).toMatchObject([
        { number: 1, state: 'acknowledged' },
      ]);
    });

    it('say what changed', async () => {
      const { estate } = api;
      await estate.catalog([
        ...workloads().filter(
          ({ metadata }) => metadata.name !== 'shop-registry',
        ),
      ]);
      const { body } = await api.ask(
        'GET /workloads/{namespace}/{name}/changes',
        { query: { since: estate.at(0) } },
      );
      const titles = body.items.map(({ title }: any) => title);
      expect(titles).toContain('shop-registry was removed');
      expect(titles).toContain('user:default/ada changed the health model');
      expect(titles).toContain(
        'Pay became unhealthy: Reachable: reported as unhealthy',
      );
      expect(body.more).toBe(false);
      const none = await api.ask('GET /workloads/{namespace}/{name}/changes', {
        query: { since: estate.at(41) },
      });
      expect(none.body.items).toEqual([]);
    });
  });

  it('say whom an entity reaches', async () => {
    await saveModel();
    await push([report()]);
    const { body } = await api.ask('GET /affected', {
      query: { entityRef: KV },
    });
    expect(body).toEqual({
      entityRef: KV,
      total: 1,
      items: [
        {
          workloadRef: SHOP,
          title: 'shop',
          ownerRef: 'group:default/shop-team',
          health: 'unhealthy',
          parts: [
            expect.objectContaining({
              entityRef: 'resource:default/shop-prod-westeurope-001',
            }),
            expect.objectContaining({ entityRef: WEB, type: 'web-app' }),
          ],
          userFlows: [{ title: 'Pay', criticality: 'critical' }],
        },
      ],
    });
    const nobody = await api.ask('GET /affected', {
      query: { entityRef: 'resource:default/none' },
    });
    expect(nobody.body).toMatchObject({ items: [], total: 0 });
  });

  it('say what the caller may do', async () => {
    const { body } = await api.ask('GET /permissions');
    expect(body).toEqual({
      read: true,
      report: true,
      edit: true,
      act: false,
      manage: false,
    });
  });

  const READS: [string, Record<string, string>][] = [
    ['GET /workloads/{namespace}/{name}/map', {}],
    ['GET /workloads/{namespace}/{name}/map', { at: '2026-11-21' }],
    ['GET /workloads/{namespace}/{name}/map/moments', {}],
    ['GET /workloads/{namespace}/{name}/health/history', {}],
    ['GET /workloads/{namespace}/{name}/changes', { since: '2026-11-21' }],
    ['GET /workloads/{namespace}/{name}/signals', {}],
    ['GET /workloads/{namespace}/{name}/health-model', {}],
    ['GET /workloads/{namespace}/{name}/maintenance', {}],
  ];

  it.each(READS)(
    '%s %j is for readers, and of workloads',
    async (route, query) => {
      const none = await api.ask(route, { query, path: { name: 'none' } });
      expect(none.status).toBe(404);
      api.allowed.delete('read');
      expect((await api.ask(route, { query })).status).toBe(403);
    },
  );

  it.each([
    ['map', { at: 'yesterday-ish' }, 'at: expected an ISO 8601 time'],
    ['map/moments', { from: '2026-11-22', to: '2026-11-21' }, "after 'from'"],
    ['health/history', { entityRef: '::::::' }, 'entityRef: expected'],
    ['health/history', { limit: '501' }, 'limit'],
    ['changes', {}, 'since'],
    ['changes', { since: '2026-11-21', colour: 'red' }, 'colour'],
  ])('GET %s refuses %j', async (route, query, words) => {
    const { status, body } = await api.ask(
      `GET /workloads/{namespace}/{name}/${route}`,
      { query: query as Record<string, string> },
    );
    expect(status).toBe(400);
    expect(body.error.message).toContain(words);
  });
});

describe('every route', () => {
  it('is refused without a token', async () => {
    const api = await startApi(await databases.init('SQLITE_3'));
    for (const [path, operations] of Object.entries(openApiDocument.paths)) {
      for (const method of Object.keys(operations)) {
        const answer = await request(api.app)
          [method as 'get'](
            path.replace('{number}', '1').replace(/\{\w+\}/g, 'x'),
          )
          .query(path === '/affected' ? { entityRef: KV } : {});
        expect([path, method, [400, 401].includes(answer.status)]).toEqual([
          path,
          method,
          true,
        ]);
      }
    }
  });
});
