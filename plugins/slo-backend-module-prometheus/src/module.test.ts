import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  SliSource,
  sloSourcesExtensionPoint,
} from '@plumbline/plugin-slo-node';
import { sloModulePrometheus } from './module';

describe('sloModulePrometheus', () => {
  async function added(slo?: object) {
    const sources: SliSource[] = [];
    await startTestBackend({
      extensionPoints: [
        [
          sloSourcesExtensionPoint,
          { addSource: (source: SliSource) => sources.push(source) },
        ],
      ],
      features: [
        sloModulePrometheus,
        mockServices.rootConfig.factory({ data: slo ? { slo } : {} }),
      ],
    });
    return sources;
  }

  it('adds its source, also without any server', async () => {
    const [source] = await added();
    expect(source.type).toBe('prometheus');
    const [answer] = await source.read([
      {
        id: 'one',
        kind: 'count',
        spec: { query: 'x' },
        from: 0,
        to: 300,
        step: 300,
      },
    ]);
    expect(answer.error).toBe('No Prometheus is configured (slo.prometheus)');
  });

  it('does not start with a configuration that is wrong', async () => {
    await expect(
      added({ prometheus: { a: { url: 'ftp://x' } } }),
    ).rejects.toThrow('slo.prometheus.a.url must be an http or https URL');
  });
});
