import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  NotificationSendOptions,
  notificationService,
} from '@backstage/plugin-notifications-node';
import { workload } from '../__fixtures__/workloads';
import { eventually } from '../__testUtils__/startSlo';
import { sloPlugin } from '../plugin';

jest.setTimeout(60_000);

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
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.999 }]
`;

describe('the slo back end tells', () => {
  const directory = createMockDirectory();

  /** Every other event of the last two hours was bad. */
  function writeInputs() {
    const slice = Math.floor(Date.now() / 300_000) * 300;
    const content: Record<string, string> = { 'slos/shop.yaml': SLO };
    for (let end = slice - 7_200; end <= slice; end += 300) {
      const day = new Date(end * 1_000).toISOString().slice(0, 10);
      for (const [series, value] of [
        ['good', 50],
        ['total', 100],
      ]) {
        const file = `samples/shop.${series}/${day}.csv`;
        content[file] = `${content[file] ?? ''}${end},${value}\n`;
      }
    }
    directory.setContent(content);
  }

  it('owners and webhooks of what it measured, once', async () => {
    writeInputs();
    const posted: string[] = [];
    const hook = createServer((request, response) => {
      request.on('data', part => posted.push(String(part)));
      request.on('end', () => response.end('ok'));
    });
    await new Promise<void>(done => {
      hook.listen(0, '127.0.0.1', done);
    });
    const { port } = hook.address() as AddressInfo;
    const sent: NotificationSendOptions[] = [];
    const scheduler = mockServices.scheduler();
    await startTestBackend({
      features: [
        sloPlugin,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({ send: async options => void sent.push(options) }),
        }),
        catalogServiceMock.factory({ entities: [workload('shop')] }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example' },
            slo: {
              documents: [{ directory: directory.resolve('slos') }],
              samples: { directory: directory.resolve('samples') },
              budgetPolicies: [
                {
                  name: 'default',
                  steps: [{ below: 0.9, action: 'Slow down' }],
                },
              ],
              webhooks: [
                {
                  name: 'ops',
                  url: `http://127.0.0.1:${port}/hidden`,
                  allowInsecure: true,
                },
              ],
            },
          },
        }),
      ],
    });
    // Nobody is known to tell before the catalog was looked at.
    await scheduler.triggerTask('slo-round');
    await scheduler.triggerTask('slo-catalog');
    await scheduler.triggerTask('slo-round');
    await scheduler.triggerTask('slo-round');
    await eventually(async () => sent.length > 0 && posted.length > 0);
    await scheduler.triggerTask('slo-outbox');
    hook.closeAllConnections();
    await new Promise(done => hook.close(done));

    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      recipients: { type: 'entity', entityRef: ['group:default/shop'] },
      payload: {
        title: expect.stringContaining('The shop: '),
        description: expect.stringContaining(
          'Uptime: Budget burns very fast (critical',
        ),
        severity: 'critical',
        link: '/catalog/default/system/shop/slo#slo-shop-uptime',
      },
    });
    expect(sent[0].payload.description).toContain('Slow down.');
    expect(posted).toHaveLength(1);
    expect(JSON.parse(posted[0]).text).toContain('Budget burns very fast');
  });
});
