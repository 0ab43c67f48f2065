import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { sloPlugin } from '../plugin';
import { resource, stamp, workload } from '../__fixtures__/workloads';

type MockDirectory = ReturnType<typeof createMockDirectory>;

const SLO = `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: shop-uptime
  displayName: Uptime
  annotations:
    plumbline.io/workload: 'system:default/shop'
    plumbline.io/sla-target: '0.9999'
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
  objectives: [{ target: 0.99995 }]
`;

const SLAS = `
slas:
  - resourceType: web-app
    service: App Service
    value: 0.9995
    source: a contract
    date: 2026-11-01
    confirmed: true
`;

const ENTITIES: Entity[] = [
  workload('shop', { owner: 'group:default/shop' }),
  workload('bank', { owner: 'user:default/mock' }),
  stamp('shop-weu', ['shop-app', 'shop-logs']),
  resource('shop-app', 'web-app'),
  resource('shop-logs', 'log-analytics'),
];

/**
 * The plugin with two workloads: `shop`, whose uptime was 95% over the last
 * hour and whose SLA is above what its dependencies allow, and `bank`, which
 * the mock user owns and which has no SLO.
 *
 * @param options.denied - names of permissions that nobody has.
 */
export async function startSlo(
  directory: MockDirectory,
  options: { denied?: string[]; slo?: object } = {},
) {
  const { denied = ['slo.manage'], slo = {} } = options;
  writeInputs(directory);
  const auditor = mockServices.auditor.mock();
  const audited = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audited);
  const { server } = await startTestBackend({
    features: [
      sloPlugin,
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      }),
      auditor.factory,
      mockServices.permissions.mock({
        authorize: async asked =>
          asked.map(({ permission }) => ({
            result: denied.includes(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          })),
      }).factory,
      catalogServiceMock.factory({ entities: ENTITIES }),
      mockServices.rootConfig.factory({
        data: {
          slo: {
            documents: [{ directory: directory.resolve('slos') }],
            samples: { directory: directory.resolve('samples') },
            dependencySlas: [{ file: directory.resolve('slas.yaml') }],
            budgetPolicies: [
              {
                name: 'default',
                steps: [{ below: 0.6, action: 'Slow down' }],
              },
            ],
            ...slo,
          },
        },
      }),
    ],
  });
  const api = (path: string) => request(server).get(`/api/slo${path}`);
  await eventually(async () => (await api('/slos')).body.total === 1);
  await eventually(
    async () =>
      (await api('/workloads/default/shop/agreement')).body.findings.length > 0,
  );
  return { server, auditor, audited };
}

function writeInputs(directory: MockDirectory) {
  const slice = Math.floor(Date.now() / 300_000) * 300;
  const content: Record<string, string> = {
    'slos/shop.yaml': SLO,
    'slas.yaml': SLAS,
  };
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

/** Waits until something is so, for ten seconds at most. */
export async function eventually(isSo: () => Promise<boolean>) {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await isSo()) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('It never came about');
}
