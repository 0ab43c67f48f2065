import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { CLOUDS } from './clouds';
import { readAzureConfig } from './readAzureConfig';

const read = (secretExpiry: JsonObject) =>
  readAzureConfig(new ConfigReader({ secretExpiry }));
const GUID = 'AAAAAAAA-0000-0000-0000-000000000001';

describe('readAzureConfig', () => {
  it('leaves sources off that are not configured', () => {
    expect(readAzureConfig(new ConfigReader({}))).toEqual({
      cloud: CLOUDS.public,
      authorityHost: 'https://login.microsoftonline.com',
      credential: { kind: 'default' },
    });
  });

  it('reads all that there is', () => {
    const credential = {
      kind: 'clientSecret',
      tenantId: 'tenant',
      clientId: 'client',
      clientSecret: 'test',
    };
    expect(
      read({
        azure: { cloud: 'government', credential },
        keyVault: {
          vaults: ['KV-Shop'],
          subscriptions: [GUID],
          timeout: '5s',
          schedule: { frequency: 'PT2H', timeout: 'PT10M' },
        },
        microsoftGraph: { applications: [{ appId: GUID, workload: 'shop' }] },
      }),
    ).toEqual({
      cloud: CLOUDS.government,
      authorityHost: 'https://login.microsoftonline.us',
      credential,
      keyVault: {
        approved: {
          names: new Set(['kv-shop']),
          subscriptions: new Set([GUID.toLowerCase()]),
        },
        schedule: {
          frequency: { hours: 2 },
          timeout: { minutes: 10 },
        },
        timeoutMs: 5_000,
      },
      microsoftGraph: {
        applications: [
          { appId: GUID.toLowerCase(), workloadRef: 'system:default/shop' },
        ],
        schedule: {
          frequency: { minutes: 30 },
          timeout: { hours: 1 },
          initialDelay: { seconds: 30 },
        },
        timeoutMs: 60_000,
      },
    });
  });

  it.each<[JsonObject, string]>([
    [
      { azure: { cloud: 'moon' } },
      "secretExpiry.azure.cloud is 'moon'; expected public, government, china",
    ],
    [
      { azure: { credential: { kind: 'magic' } } },
      "secretExpiry.azure.credential.kind is 'magic'; expected default, clientSecret",
    ],
    [
      { azure: { authorityHost: 'http://login.example' } },
      'secretExpiry.azure.authorityHost must be an https URL',
    ],
    [
      { keyVault: { vaults: ['ok-name', 'https://kv.vault.azure.net'] } },
      "secretExpiry.keyVault.vaults[1] is 'https://kv.vault.azure.net'; expected the name of a Key Vault",
    ],
    [
      { keyVault: { subscriptions: ['production'] } },
      "secretExpiry.keyVault.subscriptions[0] is 'production'; expected a subscription's GUID",
    ],
    [
      { microsoftGraph: { applications: [{ appId: 'x', workload: 'shop' }] } },
      "secretExpiry.microsoftGraph.applications[0].appId is 'x'; expected the GUID",
    ],
    [
      {
        microsoftGraph: {
          applications: [{ appId: GUID, workload: 'system:' }],
        },
      },
      "secretExpiry.microsoftGraph.applications[0].workload is 'system:'; expected a ref",
    ],
  ])('says what is wrong with %j', (section, message) => {
    expect(() => read(section)).toThrow(message);
  });
});
