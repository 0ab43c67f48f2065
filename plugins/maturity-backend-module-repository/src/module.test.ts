import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  FactSource,
  factSourcesExtensionPoint,
} from '@plumbline/plugin-maturity-node';
import module from './index';

async function sourcesWith(config: object): Promise<FactSource[]> {
  const sources: FactSource[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        factSourcesExtensionPoint,
        { addSource: source => sources.push(source), requestCollection() {} },
      ],
    ],
    features: [
      module,
      mockServices.rootConfig.factory({
        data: { maturity: { repository: config } },
      }),
    ],
  });
  await backend.stop();
  return sources;
}

describe('the module', () => {
  it('adds the source', async () => {
    const [source, ...more] = await sourcesWith({ frequency: { minutes: 30 } });
    expect(more).toEqual([]);
    expect(source.schema.source).toBe('repository');
    expect(source.frequency).toEqual({ minutes: 30 });
  });

  it('does nothing when it is off', async () => {
    expect(await sourcesWith({ enabled: false })).toEqual([]);
  });

  it('names the key that is wrong', async () => {
    await expect(sourcesWith({ limits: { files: 0 } })).rejects.toThrow(
      'maturity.repository.limits.files must be a whole number from 1',
    );
  });
});
