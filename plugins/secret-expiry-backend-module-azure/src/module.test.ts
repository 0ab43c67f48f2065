import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  CredentialSource,
  credentialSourcesExtensionPoint,
} from '@plumbline/plugin-secret-expiry-node';
import { secretExpiryModuleAzure } from './module';

describe('secretExpiryModuleAzure', () => {
  it.each([
    [{}, []],
    [{ keyVault: { vaults: ['kv-shop'] } }, ['key-vault']],
    [{ keyVault: {}, microsoftGraph: {} }, ['key-vault', 'microsoft-graph']],
  ])('adds the sources that are configured: %j', async (section, expected) => {
    const sources: CredentialSource[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          credentialSourcesExtensionPoint,
          { addSource: (source: CredentialSource) => sources.push(source) },
        ],
      ],
      features: [
        secretExpiryModuleAzure,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({ data: { secretExpiry: section } }),
      ],
    });
    await backend.stop();
    expect(sources.map(({ id }) => id)).toEqual(expected);
  });
});
