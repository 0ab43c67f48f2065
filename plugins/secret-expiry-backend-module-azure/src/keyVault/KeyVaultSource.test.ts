import { Entity } from '@backstage/catalog-model';
import {
  AzureServer,
  SUBSCRIPTION,
  StoredVault,
  listed,
} from '../__testUtils__/AzureServer';

const DAY = 86_400;
const CREATED = Date.UTC(2026, 0, 1) / 1_000;

const partOf = { type: 'partOf', targetRef: 'system:default/shop' };
const entity = (
  name: string,
  spec: Record<string, string>,
  annotations: Record<string, string> = {},
  relations: { type: string; targetRef: string }[] = [],
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name, annotations },
  spec: { owner: 'group:default/team', system: 'shop', ...spec },
  relations: [
    partOf,
    { type: 'ownedBy', targetRef: 'group:default/team' },
    ...relations,
  ],
});
const resourceId = (vault: string, subscription = SUBSCRIPTION) =>
  `/subscriptions/${subscription}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/${vault}`;
const vaultEntity = (name: string, azureName: string, scope = 'global') =>
  entity(
    name,
    { type: 'key-vault' },
    {
      'management.azure.com/resourceId': resourceId(azureName),
      'plumbline.io/scope': scope,
    },
  );
const workload: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop' },
  spec: { type: 'workload', owner: 'group:default/team' },
};
const stamp = entity(
  'shop-weu',
  {
    type: 'deployment-stamp',
    region: 'westeurope',
    environment: 'prod',
    lifecycle: 'active',
  },
  {},
  [{ type: 'dependsOn', targetRef: 'resource:default/shop-weu-kv' }],
);
const GLOBAL = 'resource:default/shop-kv';

describe('KeyVaultSource', () => {
  let azure: AzureServer;
  let vault: StoredVault;

  beforeEach(async () => {
    azure = await AzureServer.start();
    vault = { secrets: [], keys: [], certificates: [] };
    azure.vaults.set('kv-shop', vault);
  });
  afterEach(() => azure.stop());

  const source = (
    keyVault: object = { vaults: ['kv-shop'] },
    entities: Entity[] = [workload, vaultEntity('shop-kv', 'kv-shop')],
  ) => azure.sources({ keyVault }, entities)[0];

  it('lists what a vault holds, with dates and places', async () => {
    vault.secrets.push({
      name: 'db-password',
      created: CREATED,
      nbf: CREATED + DAY,
      exp: CREATED + 365 * DAY,
      value: 'planted-value',
    });
    const { credentials, outcomes } = await listed(source());
    expect(credentials).toEqual([
      {
        key: 'secret/db-password',
        name: 'db-password',
        kind: 'secret',
        workloadRef: 'system:default/shop',
        entityRef: GLOBAL,
        ownerRef: 'group:default/team',
        created: '2026-01-01T00:00:00.000Z',
        notBefore: '2026-01-02T00:00:00.000Z',
        expires: '2027-01-01T00:00:00.000Z',
        rotation: 'manual',
        status: 'active',
        portalUrl:
          'https://portal.azure.com/#asset/Microsoft_Azure_KeyVault/Secret/https://kv-shop.vault.azure.net/secrets/db-password',
        previous: [],
      },
    ]);
    expect(outcomes).toEqual([
      {
        type: 'outcome',
        place: GLOBAL,
        title: 'shop-kv (kv-shop)',
        outcome: 'looked',
        workloadRefs: ['system:default/shop'],
        problems: [],
        fingerprint: expect.any(String),
      },
    ]);
    expect(azure.tokenScopes).toEqual(
      Array(azure.tokenScopes.length).fill('https://vault.azure.net/.default'),
    );
  });
});
