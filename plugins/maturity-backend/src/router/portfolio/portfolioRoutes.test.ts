import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import {
  TestDatabases,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  MilestoneComparison,
  PortfolioPage,
  PortfolioSummary,
} from '@plumbline/plugin-maturity-common';
import { createOpenApiRouter } from '@plumbline/plugin-workload-node';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { Portfolio } from '../../__fixtures__/portfolio';
import { startMaturity } from '../../__testUtils__/startMaturity';
import { ChangeStore } from '../../store/ChangeStore';
import { MilestoneStore } from '../../store/MilestoneStore';
import { PortfolioStore } from '../../store/PortfolioStore';
import { StrategyCountStore } from '../../store/StrategyCountStore';
import { TrendStore } from '../../store/TrendStore';
import { migrate } from '../../store/database';
import { addMilestoneRoutes } from '../milestones/milestoneRoutes';
import { openApiDocument } from '../openapi';
import { PortfolioReader } from './PortfolioReader';
import { addPortfolioRoutes } from './portfolioRoutes';
import { ModelsInForce } from './readQuery';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const DAY_MS = 86_400_000;
const daysAgo = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString();

/** The routes of the review over a stored portfolio. */
async function open(
  database: Knex,
  options: { models?: ModelsInForce; denied?: string[] } = {},
) {
  const portfolio = await new Portfolio(database, {
    workloads: 60,
    at: daysAgo(60),
  }).fill();
  const {
    denied = [],
    models = {
      indexes: [portfolio.index],
      index: (id = 'm') => (id === 'm' ? portfolio.index : undefined),
    },
  } = options;
  const auditor = mockServices.auditor.mock();
  const audited = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audited);
  const services = {
    auditor,
    httpAuth: mockServices.httpAuth(),
    permissions: mockServices.permissions.mock({
      authorize: async asked =>
        asked.map(({ permission }) => ({
          result: denied.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        })),
    }),
  };
  const strategies = new StrategyCountStore(database);
  const trend = new TrendStore(database);
  const reader = new PortfolioReader({
    portfolio: new PortfolioStore(database),
    changes: new ChangeStore(database),
    trend,
    strategies,
    retentionDays: 100,
  });
  const router = createOpenApiRouter(openApiDocument);
  addPortfolioRoutes(router, { ...services, models, reader });
  addMilestoneRoutes(router, {
    ...services,
    models,
    milestones: new MilestoneStore(database),
    keptTime: (time, place) => reader.keptTime(time, place),
  });
  const app = express()
    .use(router)
    .use(
      MiddlewareFactory.create({
        config: mockServices.rootConfig(),
        logger: mockServices.logger.mock(),
      }).error(),
    );
  const ada = mockCredentials.user.header('user:default/ada');
  const send = (method: 'get' | 'post' | 'delete', path: string) =>
    request(app)[method](path).set('Authorization', ada);
  return {
    portfolio,
    strategies,
    trend,
    auditor,
    audited,
    get: (path: string) => send('get', path),
    post: (path: string, body: object) => send('post', path).send(body),
    remove: (path: string) => send('delete', path),
    getUnknown: (path: string) =>
      request(app)
        .get(path)
        .set('Authorization', mockCredentials.none.header()),
  };
}

describe.each(databases.eachSupportedId())('routes of the review on %s', id => {
  let database: Knex;
  beforeEach(async () => {
    database = await databases.init(id);
    await migrate(database);
  });

  it('give a page by all that there is to filter and sort by', async () => {
    const { get, portfolio } = await open(database);
    const { status, body } = await get('/portfolio');
    expect(status).toBe(200);
    expect(body.total).toBe(60);
    expect(body.items).toHaveLength(50);
    const levels = (body as PortfolioPage).items.map(({ proven }) => proven);
    expect(levels).toEqual([...levels].sort());

    const narrow = await get(
      '/portfolio?model=m&pillar=pillar-1&owner=group:default/team-1&owner=Group:Default/Team-2&domain=domain:default/area-1&domain=domain:default/area-2&lifecycle=production&level=0&level=1&state=unknown&state=contradiction&strategy=m-1-1-1&text=w&sort=pillar:pillar-2&direction=desc&limit=5&offset=0',
    );
    expect(narrow.status).toBe(200);
    const one = await get('/portfolio?owner=group:default/team-3&level=0');
    expect(one.body.total).toBe(
      portfolio.workloads.filter(
        ({ ownerRef, workloadRef }) =>
          ownerRef === 'group:default/team-3' &&
          portfolio.scorecards.get(workloadRef)!.standing.proven === 0,
      ).length,
    );
    const past = await get('/portfolio?offset=1000');
    expect(past.body).toEqual({ items: [], total: 60 });
  });

  it('take many values of one filter', async () => {
    const { get } = await open(database);
    const owners = Array.from(
      { length: 60 },
      (_, n) => `owner=group:default/team-${n}`,
    );
    const { status, body } = await get(`/portfolio?${owners.join('&')}`);
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    expect(body.total).toBeGreaterThan(20);
  });

  it('say what was wrong with a query, and what there is', async () => {
    const { get } = await open(database);
    const orders =
      'level, possible, blockers, title, owner, domain, lifecycle, changed, pillar:pillar-1, pillar:pillar-2, pillar:pillar-3';
    for (const [query, message] of [
      ['model=x', "model: expected one of m; got 'x'"],
      [
        'pillar=x',
        "pillar: expected one of pillar-1, pillar-2, pillar-3; got 'x'",
      ],
      ['strategy=x', /^strategy: expected one of m-1-1-1, .*; got 'x'$/],
      ['sort=x', `sort: expected one of ${orders}; got 'x'`],
      ['sort=pillar:x', `sort: expected one of ${orders}; got 'pillar:x'`],
      ['owner=team', "owner: expected a full ref such as 'group:default/shop'"],
      ['limit=501', /limit/],
      ['limit=0', /limit/],
      ['level=-1', /level/],
      ['state=good', /state/],
      ['direction=up', /direction/],
      ['colour=red', /colour/],
    ] as const) {
      const { status, body } = await get(`/portfolio?${query}`);
      expect([query, status]).toEqual([query, 400]);
      expect(body.error.message).toMatch(message);
    }
    const since = await get(`/portfolio/changes?since=${daysAgo(101)}`);
    expect(since.body.error.message).toBe(
      'since: expected a time within the last 100 days, for which levels are kept',
    );
    expect((await get('/portfolio/changes?since=yesterday')).status).toBe(400);
  });

  it('say so when no model is in force', async () => {
    const models = { indexes: [], index: () => undefined };
    const { get } = await open(database, { models });
    const { status, body } = await get('/portfolio');
    expect(status).toBe(404);
    expect(body.error.message).toBe('No model is in force');
  });

  it('need the permission to read, and to keep milestones', async () => {
    const { getUnknown } = await open(database);
    expect((await getUnknown('/portfolio')).status).toBe(401);
    const { get, post, remove } = await open(database, {
      denied: ['maturity.read', 'maturity.campaign'],
    });
    for (const path of [
      '/portfolio',
      '/portfolio.csv',
      '/portfolio/filters',
      '/portfolio/summary',
      '/portfolio/changes',
      '/milestones',
      '/milestones/x/comparison',
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 403]);
    }
    const created = await post('/milestones', { modelId: 'm', title: 'Now' });
    expect(created.status).toBe(403);
    expect((await remove('/milestones/x')).status).toBe(403);
  });

  it('export exactly what is filtered, safe for spreadsheets', async () => {
    const { get, portfolio } = await open(database);
    const query = 'sort=title&direction=desc&lifecycle=production';
    const page = (await get(`/portfolio?limit=500&${query}`)).body;
    const { status, headers, text } = await get(`/portfolio.csv?${query}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="maturity-m-\d{4}-\d{2}-\d{2}\.csv"$/,
    );
    const lines = text.split('\r\n');
    expect(lines.pop()).toBe('');
    expect(lines[0]).toBe(
      'workload,title,owner,domain,lifecycle,level,possible,blockers,not_met,unknown,exempt,contradictions,changed_at,pillar-1,pillar-2,pillar-3',
    );
    expect(lines.slice(1).map(line => line.split(',')[0])).toEqual(
      (page as PortfolioPage).items.map(({ workloadRef }) => workloadRef),
    );
    const [shop] = (page as PortfolioPage).items.filter(({ title }) =>
      title.startsWith('Shop '),
    );
    const all = (await get('/portfolio.csv')).text;
    expect(all).toContain(",'=SUM(A1) ");
    expect(all).toMatch(/,"say ""hi"", twice \d+",/);
    expect(all).toContain('Ähre');
    expect(all.split('\r\n')).toHaveLength(portfolio.workloads.length + 2);
    expect(all).toContain(
      [
        shop.workloadRef,
        shop.title,
        shop.ownerRef ?? '',
        shop.domainRef ?? '',
        shop.lifecycle ?? '',
        shop.proven,
        shop.possible,
        shop.blockers,
        shop.notMet,
        shop.unknown,
        shop.exempt,
        shop.contradictions,
        shop.changedAt,
        ...shop.pillars.map(({ proven }) => proven),
      ].join(','),
    );
    expect((await get('/portfolio.csv?sort=x')).status).toBe(400);
  });

  it('sum up levels, trend and missed strategies', async () => {
    const { get, strategies, trend, portfolio } = await open(database);
    const before = (await get('/portfolio/summary')).body as PortfolioSummary;
    expect(before.mostMissed).toEqual([]);
    expect(before.countedAt).toBeUndefined();

    await strategies.count('m', daysAgo(0));
    await trend.note({ modelId: 'm' }, daysAgo(0).slice(0, 10));
    const { body } = await get('/portfolio/summary?days=30');
    const summary = body as PortfolioSummary;
    expect(summary.distribution.reduce((a, b) => a + b)).toBe(60);
    expect(summary.trend).toHaveLength(30);
    expect(summary.trend[0].distribution).toEqual(summary.distribution);
    expect(summary.mostMissed[0]).toEqual({
      strategyId: expect.any(String),
      title: expect.stringMatching(/^Strategy m-/),
      pillarId: expect.stringMatching(/^pillar-/),
      level: expect.any(Number),
      notMet: expect.any(Number),
      unknown: expect.any(Number),
      workloads: 60,
    });
    expect(summary.countedAt).toEqual(expect.any(String));
    const pillar = (await get('/portfolio/summary?pillar=pillar-3')).body;
    expect(
      (pillar as PortfolioSummary).mostMissed.every(
        ({ pillarId }) => pillarId === 'pillar-3',
      ),
    ).toBe(true);
    expect((await get('/portfolio/summary?days=367')).status).toBe(400);

    const filters = (await get('/portfolio/filters?model=m')).body;
    expect(filters.lifecycles).toEqual([
      { value: 'production', count: 30 },
      { value: 'experimental', count: 15 },
    ]);
    expect(filters.owners.length).toBeGreaterThan(20);
    expect(portfolio.index.model.id).toBe('m');
  });

  it('list changes of the last 30 days unless told otherwise', async () => {
    const { get, portfolio } = await open(database);
    const [a, b] = [...portfolio.scorecards.values()]
      .filter(({ standing: { pillars } }) => pillars.every(p => p.proven < 3))
      .map(({ workloadRef }) => workloadRef);
    await portfolio.evaluate([a], daysAgo(40), () => 'met');
    await portfolio.evaluate([b], daysAgo(10), () => 'met');
    const recent = (await get('/portfolio/changes')).body;
    expect(recent).toMatchObject({ total: 1, rose: 1, fell: 0 });
    expect(recent.items[0]).toMatchObject({ workloadRef: b, toProven: 3 });
    expect(recent.items[0].pillarId).toBeUndefined();
    const longer = await get(`/portfolio/changes?since=${daysAgo(50)}`);
    expect(longer.body).toMatchObject({ total: 2, rose: 2 });
    const pillar = await get('/portfolio/changes?pillar=pillar-1');
    expect(pillar.body.items[0].pillarId).toBe('pillar-1');
  });

  it('keep, compare and forget milestones, and tell the audit log', async () => {
    const { get, post, remove, portfolio, auditor, audited } = await open(
      database,
    );
    const created = await post('/milestones', {
      modelId: 'm',
      title: ' Before the push ',
    });
    expect(created.status).toBe(200);
    expect(created.body).toMatchObject({
      title: 'Before the push',
      createdBy: 'user:default/ada',
      workloads: 60,
    });
    const { id: milestone, at } = created.body;
    expect((await get('/milestones')).body).toEqual({ items: [created.body] });

    const lowest = portfolio.workloads
      .map(({ workloadRef }) => workloadRef)
      .filter(ref => portfolio.scorecards.get(ref)!.standing.proven === 0)
      .slice(0, 3);
    await portfolio.evaluate(lowest, new Date().toISOString(), () => 'met');
    const path = `/milestones/${milestone}/comparison`;
    const comparison = (await get(path)).body as MilestoneComparison;
    expect(comparison).toMatchObject({
      from: { title: 'Before the push', at },
      to: { title: 'Now' },
      rose: 3,
      fell: 0,
      same: 57,
      total: 3,
    });
    const back = (await get(`${path}?with=${daysAgo(20)}`)).body;
    expect(back).toMatchObject({ to: { title: 'Before the push' }, same: 60 });
    const second = await post('/milestones', { modelId: 'm', title: 'After' });
    expect(
      (await get(`${path}?with=${second.body.id}&text=w0`)).body,
    ).toMatchObject({ to: { title: 'After' } });

    for (const [other, message] of [
      ['nothing', /^with: expected 'now', an ISO 8601 time or the id of a mil/],
      [daysAgo(200), /^with: expected a time within the last 100 days/],
      ['2999-01-01', /^with: expected a time within/],
    ] as const) {
      const { status, body } = await get(`${path}?with=${other}`);
      expect(status).toBe(400);
      expect(body.error.message).toMatch(message);
    }
    const badModel = await post('/milestones', { modelId: 'x', title: 'T' });
    expect(badModel.body.error.message).toBe(
      "model: expected one of m; got 'x'",
    );
    expect(audited.fail).toHaveBeenCalledTimes(1);
    expect((await post('/milestones', { modelId: 'm' })).status).toBe(400);

    expect((await remove(`/milestones/${milestone}`)).status).toBe(204);
    expect((await remove(`/milestones/${milestone}`)).status).toBe(404);
    expect((await get(path)).status).toBe(404);
    expect(
      auditor.createEvent.mock.calls.map(([{ eventId }]) => eventId),
    ).toEqual([
      'create-milestone',
      'create-milestone',
      'create-milestone',
      'delete-milestone',
      'delete-milestone',
    ]);
    expect(audited.success).toHaveBeenCalledTimes(3);
  });
});

describe('the review in the plugin', () => {
  it('shows what was evaluated', async () => {
    const { get } = await startMaturity();
    const { body } = await get('/portfolio?sort=title');
    expect(body).toMatchObject({
      total: 2,
      items: [
        { workloadRef: 'system:default/bare', proven: 0 },
        { workloadRef: 'system:default/shop', proven: 1 },
      ],
    });
    const summary = (await get('/portfolio/summary')).body as PortfolioSummary;
    expect(summary.distribution).toEqual([1, 1, 0]);
    expect(summary.trend).toHaveLength(1);
    expect((await get('/portfolio.csv')).text.split('\r\n')).toHaveLength(4);
    expect((await get('/milestones')).body).toEqual({ items: [] });
  });
});
