import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  CredentialSource,
  credentialSourcesExtensionPoint,
} from '@plumbline/plugin-secret-expiry-node';
import { secretExpiryModuleTls } from './module';

describe('secretExpiryModuleTls', () => {
  async function added(tls?: object) {
    const sources: CredentialSource[] = [];
    await startTestBackend({
      extensionPoints: [
        [
          credentialSourcesExtensionPoint,
          { addSource: (source: CredentialSource) => sources.push(source) },
        ],
      ],
      features: [
        secretExpiryModuleTls,
        catalogServiceMock.factory({ entities: [] }),
        mockServices.rootConfig.factory({
          data: tls ? { secretExpiry: { tls } } : {},
        }),
      ],
    });
    return sources;
  }

  it('adds its source, also without configuration', async () => {
    const [source] = await added();
    expect(source.id).toBe('tls');
    const { signal } = new AbortController();
    const items = source.list({
      fingerprints: new Map(),
      done: new Set(),
      memoryOf: async () => undefined,
      signal,
    });
    await expect(items[Symbol.asyncIterator]().next()).resolves.toMatchObject({
      done: true,
    });
  });

  it('does not start with a configuration that is wrong', async () => {
    await expect(added({ allow: [{ host: 'a b' }] })).rejects.toThrow(
      'secretExpiry.tls.allow[0].host must be a host',
    );
  });
});
