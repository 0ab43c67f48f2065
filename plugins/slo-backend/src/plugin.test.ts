import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { SloHistory, WorkloadSlos } from '@plumbline/plugin-slo-common';
import request from 'supertest';
import { sloPlugin } from './plugin';

const SLO = `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: shop-uptime
  displayName: Uptime
  annotations: { plumbline.io/workload: 'system:default/shop' }
spec:
  service: shop
  indicator:
    metadata: { name: uptime }
    spec:
      ratioMetric:
        good: { metricSource: { type: samples, spec: { series: shop.good } } }
        total: { metricSource: { type: samples, spec: { series: shop.total } } }
  timeWindow: [{ duration: 1d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9 }]
`;

jest.setTimeout(30_000);

describe('the slo back end', () => {
  const directory = createMockDirectory();
  const catalog = catalogServiceMock.factory({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'System',
        metadata: { name: 'shop' },
        spec: { type: 'workload', owner: 'team' },
      },
    ],
  });

  function writeSamples() {
    const slice = Math.floor(Date.now() / 300_000) * 300;
    const content: Record<string, string> = { 'slos/shop.yaml': SLO };
    for (let end = slice - 3_600; end <= slice; end += 300) {
      const day = new Date(end * 1_000).toISOString().slice(0, 10);
      for (const [series, value] of [
        ['good', 95],
        ['total', 100],
      ]) {
        const file = `samples/shop.${series}/${day}.csv`;
        content[file] = `${content[file] ?? ''}${end},${value}\n`;
      }
    }
    directory.setContent(content);
  }

  async function start(options: { allow?: boolean; config?: boolean } = {}) {
    const { server } = await startTestBackend({
      features: [
        sloPlugin,
        catalog,
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(() => ({
              result:
                options.allow === false
                  ? AuthorizeResult.DENY
                  : AuthorizeResult.ALLOW,
            })),
        }).factory,
        mockServices.rootConfig.factory({
          data:
            options.config === false
              ? {}
              : {
                  slo: {
                    documents: [{ directory: directory.resolve('slos') }],
                    samples: { directory: directory.resolve('samples') },
                    schedule: {
                      frequency: { hours: 1 },
                      timeout: { minutes: 1 },
                    },
                  },
                },
        }),
      ],
    });
    return server;
  }

  async function eventually<T>(
    read: () => Promise<T>,
    done: (value: T) => boolean,
  ): Promise<T> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const value = await read();
      if (done(value)) return value;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return read();
  }

  it('goes from documents and samples to statuses, history and summaries', async () => {
    writeSamples();
    const server = await start();
    const { slos, documentErrors } = await eventually<WorkloadSlos>(
      async () =>
        (
          await request(server).get('/api/slo/workloads/default/shop/slos')
        ).body,
      body => body.slos?.length > 0,
    );
    expect(documentErrors).toEqual([]);
    expect(slos).toEqual([
      expect.objectContaining({
        id: 'shop-uptime',
        compliance: 0.95,
        remainingBudget: expect.closeTo(0.5, 9),
        explanation: expect.objectContaining({ sourceType: 'samples' }),
      }),
    ]);

    const history = await request(server).get(
      '/api/slo/slos/shop-uptime/history?days=2',
    );
    const { points } = history.body as SloHistory;
    expect(points[points.length - 1]).toMatchObject({
      day: slos[0].asOf?.slice(0, 10),
      remainingBudget: expect.closeTo(0.5, 9),
    });

    const histories = await request(server).get(
      '/api/slo/workloads/default/shop/history?days=2',
    );
    expect(histories.body).toEqual({ histories: [history.body] });

    const summaries = await request(server)
      .post('/api/slo/summaries/query')
      .set('Authorization', mockCredentials.service.header())
      .send({ limit: 10 });
    expect(summaries.body.items).toEqual([
      expect.objectContaining({
        workloadRef: 'system:default/shop',
        cell: 'Uptime 50% left',
      }),
    ]);
  });

  it('puts documents in force that an entity of the catalog leads to', async () => {
    writeSamples();
    directory.addContent({
      'shop/slo.yaml': SLO.replace(/ {2}annotations.*\n/, ''),
    });
    const tasks = new Map<string, () => void | Promise<void>>();
    const { server } = await startTestBackend({
      features: [
        sloPlugin,
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Component',
              metadata: {
                name: 'till',
                annotations: {
                  'backstage.io/managed-by-location': `file:${directory.resolve(
                    'shop/catalog-info.yaml',
                  )}`,
                  'plumbline.io/openslo': 'slo.yaml',
                },
              },
              spec: { system: 'shop' },
            },
          ],
        }),
        mockServices.scheduler.mock({
          scheduleTask: async ({ id, fn }) => {
            tasks.set(id, () => fn(new AbortController().signal));
          },
        }).factory,
        mockServices.rootConfig.factory({
          data: {
            slo: {
              catalogDocuments: { directories: [directory.resolve('shop')] },
              samples: { directory: directory.resolve('samples') },
            },
          },
        }),
      ],
    });
    await tasks.get('slo-documents')!();
    await tasks.get('slo-round')!();
    const { body } = await request(server).get(
      '/api/slo/workloads/default/shop/slos',
    );
    expect(body.slos).toEqual([
      expect.objectContaining({
        id: 'shop-uptime',
        entityRef: 'component:default/till',
        compliance: 0.95,
      }),
    ]);
  });

  it('refuses who may not read, does not know, or asks nonsense', async () => {
    const path = '/api/slo/workloads/default/shop/slos';
    const denied = await start({ allow: false, config: false });
    expect((await request(denied).get(path)).status).toBe(403);
    const anonymous = await request(denied)
      .get(path)
      .set('Authorization', mockCredentials.none.header());
    expect(anonymous.status).toBe(401);

    const server = await start({ config: false });
    expect((await request(server).get(path)).body).toEqual({
      workloadRef: 'system:default/shop',
      slos: [],
      documentErrors: [],
    });
    const unknown = await request(server).get('/api/slo/slos/nothing/history');
    expect(unknown.status).toBe(404);
    const nonsense = await request(server).get(
      '/api/slo/slos/nothing/history?days=many',
    );
    expect(nonsense.status).toBe(400);
    const user = await request(server)
      .post('/api/slo/summaries/query')
      .send({});
    expect(user.status).toBe(403);
  });
});
