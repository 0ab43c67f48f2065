import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  parseOpenSlo,
  resolveObjectives,
  seriesOf,
} from '@plumbline/plugin-slo-common';
import {
  SliSource,
  sloSourcesExtensionPoint,
} from '@plumbline/plugin-slo-node';
import { WORKSPACE } from './__testUtils__/AzureMonitorServer';
import { readLogsSpec } from './kql/logsSpec';
import { readMetricsSpec } from './metrics/metricsSpec';
import { sloModuleAzureMonitor } from './module';

describe('sloModuleAzureMonitor', () => {
  it('adds both sources, with the delays of the configuration', async () => {
    const sources: SliSource[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          sloSourcesExtensionPoint,
          { addSource: (source: SliSource) => sources.push(source) },
        ],
      ],
      features: [
        sloModuleAzureMonitor,
        mockServices.rootConfig.factory({
          data: {
            slo: {
              azureMonitor: {
                logs: {
                  delay: '7m',
                  dataSources: { shop: { workspaceId: WORKSPACE } },
                },
              },
            },
          },
        }),
      ],
    });
    await backend.stop();
    expect(
      sources.map(({ type, delaySeconds }) => [type, delaySeconds]),
    ).toEqual([
      ['azure-monitor-logs', 420],
      ['azure-monitor-metrics', 180],
    ]);
  });

  it('takes the documents of the README', () => {
    const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');
    const documents = /```yaml\n(apiVersion: openslo[\s\S]*?)```/.exec(readme);
    const { objectives, errors } = resolveObjectives([
      parseOpenSlo('README.md', documents![1]),
    ]);
    expect(errors).toEqual([]);
    expect(objectives.map(({ id }) => id)).toEqual([
      'shop-answers',
      'shop-pages-are-quick',
      'shop-files',
    ]);
    for (const { indicator, sliceSeconds } of objectives) {
      const kind = indicator.kind === 'ratio' ? 'count' : 'gauge';
      for (const { source } of seriesOf(indicator)) {
        const read =
          source.type === 'azure-monitor-logs'
            ? readLogsSpec(source.spec, kind, sliceSeconds)
            : readMetricsSpec(source.spec, kind, {
                name: 'shop-weu',
                endpoint: 'https://westeurope.metrics.monitor.azure.com',
                scopes: ['/subscriptions/11111111-2222-3333-4444-555555555555'],
                scopesPlace: 'slo.azureMonitor.metrics.dataSources.shop-weu',
              });
        expect(read).toBeDefined();
      }
    }
  });
});
