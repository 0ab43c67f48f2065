import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  CredentialSource,
  credentialSourcesExtensionPoint,
} from '@plumbline/plugin-secret-expiry-node';
import { secretExpiryModuleKubernetes } from './module';

const CLUSTER = {
  name: 'c1',
  url: 'https://c1.example.com',
  auth: { kind: 'azure' },
  namespaces: ['shop'],
};

describe('secretExpiryModuleKubernetes', () => {
  it.each([
    [undefined, []],
    [{ clusters: [] }, []],
    [{ clusters: [CLUSTER] }, ['cert-manager']],
    [
      { clusters: [{ ...CLUSTER, certManager: false, tlsSecrets: true }] },
      ['kubernetes-tls'],
    ],
    [
      { clusters: [CLUSTER, { ...CLUSTER, name: 'c2', tlsSecrets: true }] },
      ['cert-manager', 'kubernetes-tls'],
    ],
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
        secretExpiryModuleKubernetes,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: { secretExpiry: { ...(section && { kubernetes: section }) } },
        }),
      ],
    });
    await backend.stop();
    expect(sources.map(({ id }) => id)).toEqual(expected);
  });
});
