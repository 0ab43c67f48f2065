import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  TestBackend,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  ENTITIES_TOPIC,
  FamilySummary,
  SUMMARIES_TOPIC,
} from '@plumbline/plugin-workload-common';
import express from 'express';
import request from 'supertest';
import { familySummary, workloadEntities } from './__fixtures__/workloads';
import workloadPlugin from '.';

jest.setTimeout(30_000);

const SHOP = 'system:default/shop';

describe('workloadPlugin', () => {
  let backend: TestBackend;
  const events = mockServices.events();
  let summaries: FamilySummary[] = [];
  const permissions = mockServices.permissions.mock({
    authorize: async queries =>
      queries.map(() => ({ result: AuthorizeResult.ALLOW })),
  });

  beforeAll(async () => {
    const slo = createBackendPlugin({
      pluginId: 'slo',
      register(env) {
        env.registerInit({
          deps: {
            httpAuth: coreServices.httpAuth,
            httpRouter: coreServices.httpRouter,
          },
          async init({ httpAuth, httpRouter }) {
            const router = express.Router();
            router.post(
              '/summaries/query',
              express.json(),
              (req, res, next) => {
                httpAuth
                  .credentials(req, { allow: ['service'] })
                  .then(() => {
                    const { workloadRefs } = req.body;
                    res.json({
                      items: summaries.filter(
                        each =>
                          !workloadRefs ||
                          workloadRefs.includes(each.workloadRef),
                      ),
                    });
                  })
                  .catch(next);
              },
            );
            httpRouter.use(router);
          },
        });
      },
    });
    backend = await startTestBackend({
      features: [
        workloadPlugin,
        slo,
        catalogServiceMock.factory({
          entities: workloadEntities('shop', ['westeurope']),
        }),
        permissions.factory,
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => events,
        }),
      ],
    });
  });

  afterAll(() => backend.stop());

  const get = (path: string) =>
    request(backend.server).get(`/api/workload${path}`);

  /** Polls until `check` passes; bounded by the test's timeout. */
  const eventually = async (check: () => Promise<void>) => {
    for (;;) {
      try {
        await check();
        return;
      } catch (error) {
        if (!(error as Error).message.includes('expect(')) throw error;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    }
  };

  it('reads catalog and families at start, and follows their events', async () => {
    await eventually(async () => {
      const { body } = await get('/workloads');
      expect(body.items).toMatchObject([{ ref: SHOP, health: 'unknown' }]);
      expect(body.families).toMatchObject([
        { family: 'maturity', installed: false },
        { family: 'slo', installed: true },
        { family: 'secret-expiry', installed: false },
      ]);
    });

    summaries = [
      familySummary('slo', SHOP, {
        entityRef: 'resource:default/shop-westeurope-web',
        state: 'unhealthy',
        attention: [{ title: 'Budget gone', urgency: 95 }],
      }),
    ];
    await events.publish({
      topic: SUMMARIES_TOPIC,
      eventPayload: { family: 'slo', workloadRefs: [SHOP] },
    });
    await eventually(async () => {
      const { body } = await get('/workloads/default/shop/overview');
      expect(body.workload.health).toBe('unhealthy');
      expect(body.attention).toMatchObject([{ title: 'Budget gone' }]);
    });
    const { body: map } = await get('/workloads/default/shop/map');
    expect(map.nodes).toHaveLength(5);
    expect(map.edges).toHaveLength(5);

    await events.publish({
      topic: ENTITIES_TOPIC,
      eventPayload: { workloadRefs: ['system:default/none'] },
    });
    expect((await get('/workloads/filters')).body.owners).toEqual([
      { ref: 'group:default/shop-team', count: 1 },
    ]);
  });

  it('gives the health of workloads to back ends, and to nobody else', async () => {
    const query = (authorization: string, body: object) =>
      request(backend.server)
        .post('/api/workload/health/query')
        .set('Authorization', authorization)
        .send(body);
    const service = mockCredentials.service.header();
    const { body } = await query(service, { workloadRefs: [SHOP] });
    expect(body.items).toMatchObject([
      {
        workloadRef: SHOP,
        state: 'unhealthy',
        observed: ['resource:default/shop-westeurope-web'],
        ill: ['resource:default/shop-westeurope-web'],
      },
    ]);
    const person = mockCredentials.user.header();
    expect((await query(person, { workloadRefs: [SHOP] })).status).toBe(403);
    const malformed = await query(service, { workloadRefs: SHOP });
    expect(malformed.status).toBe(400);
    expect(malformed.body.error.message).toContain('workloadRefs');
  });

  it.each([
    ['/workloads?limit=201', /limit/],
    ['/workloads?orderBy=colour', /orderBy/],
    ['/workloads?health=fine', /health/],
    ['/workloads?colour=red', /colour/],
  ])('answers 400 to %s', async (path, message) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(JSON.stringify(body.error)).toMatch(message);
  });

  it('answers 404 for what is no workload', async () => {
    const { status, body } = await get('/workloads/default/none/map');
    expect(status).toBe(404);
    expect(body.error.message).toContain("'system:default/none'");
  });

  it.each([
    '/workloads',
    '/workloads/filters',
    '/workloads/default/shop/overview',
    '/workloads/default/shop/map',
  ])('asks for permission on %s', async path => {
    permissions.authorize.mockResolvedValueOnce([
      { result: AuthorizeResult.DENY },
    ]);
    const denied = await get(path);
    expect(denied.status).toBe(403);
    expect(denied.body.error.message).toContain('workload.read');
    const anonymous = await get(path).set(
      'Authorization',
      mockCredentials.none.header(),
    );
    expect(anonymous.status).toBe(401);
  });
});
