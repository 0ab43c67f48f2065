import { createHash } from 'node:crypto';
import { Entity } from '@backstage/catalog-model';
import {
  CredentialSource,
  ListedCredential,
} from '@plumbline/plugin-secret-expiry-node';
import { AzureServer, StoredObject, listed } from './__testUtils__/AzureServer';
import { LowkeyVault, lowkeyVaultInstalled } from './__testUtils__/LowkeyVault';

jest.setTimeout(120_000);

const VAULT = 'kv-shop';
const PLANTED = 'Planted-Zz9-value';
const NOW = Math.floor(Date.now() / 1_000);
const DAY = 86_400;
const MANY = Array.from({ length: 30 }, (_, index) => `many-${index}`);
const keyPolicy = (type: string) => ({
  lifetimeActions: [
    { trigger: { timeBeforeExpiry: 'P30D' }, action: { type } },
  ],
  attributes: { expiryTime: 'P1Y' },
});
const CERTIFICATE_POLICY = {
  issuer: { name: 'Self' },
  key_props: { exportable: true, kty: 'RSA', key_size: 2048, reuse_key: false },
  secret_props: { contentType: 'application/x-pkcs12' },
  x509_props: { subject: 'CN=shop.example', validity_months: 12 },
  lifetime_actions: [
    {
      trigger: { lifetime_percentage: 80 },
      action: { action_type: 'AutoRenew' },
    },
  ],
};
const ENTITIES: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'shop' },
    spec: { type: 'workload', owner: 'group:default/team' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'shop-kv',
      annotations: {
        'plumbline.io/key-vault-name': VAULT,
        'plumbline.io/scope': 'global',
      },
    },
    spec: { type: 'key-vault', owner: 'group:default/team', system: 'shop' },
    relations: [{ type: 'partOf', targetRef: 'system:default/shop' }],
  },
];

/** A vault with the same things in it. */
interface Emulated {
  source: CredentialSource;
  /** SHA-1 of the certificate `tls`, in hex. */
  thumbprint: string;
  stop(): Promise<void>;
}

async function ours(): Promise<Emulated> {
  const azure = await AzureServer.start();
  const x5t = 'fLi3U52HunIVNXubkEnf8tP6Wbo';
  const at = (name: string, more: Partial<StoredObject> = {}) => ({
    name,
    created: NOW,
    value: PLANTED,
    ...more,
  });
  const certified = { nbf: NOW, exp: NOW + 365 * DAY };
  azure.vaults.set(VAULT, {
    secrets: [
      at('db', {
        exp: NOW + 90 * DAY,
        versions: [{ created: NOW - 2, exp: NOW + 30 * DAY }],
      }),
      at('off', { enabled: false }),
      at('gone', { deleted: true }),
      ...MANY.map(name => at(name)),
      at('tls', { managed: true, ...certified }),
    ],
    keys: [
      at('signing', { exp: NOW + 365 * DAY, policy: keyPolicy('Rotate') }),
      at('tls', { managed: true, ...certified }),
    ],
    certificates: [
      at('tls', { x5t, policy: CERTIFICATE_POLICY, ...certified }),
    ],
  });
  azure.now = new Date();
  return {
    source: azure.sources({ keyVault: { vaults: [VAULT] } }, ENTITIES)[0],
    thumbprint: Buffer.from(x5t, 'base64url').toString('hex'),
    stop: () => azure.stop(),
  };
}

async function lowkey(): Promise<Emulated> {
  const vault = await LowkeyVault.start(VAULT);
  const set = (name: string, attributes: object = {}) =>
    vault.call('PUT', `/secrets/${name}`, { value: PLANTED, attributes });
  await set('db', { exp: NOW + 30 * DAY });
  await set('off', { enabled: false });
  await set('gone');
  await vault.call('DELETE', '/secrets/gone');
  for (const name of MANY) await set(name);
  await vault.call('POST', '/keys/signing/create', {
    kty: 'RSA',
    key_size: 2048,
    attributes: { exp: NOW + 365 * DAY },
  });
  // It writes it small, Azure does not; clients take both.
  await vault.call('PUT', '/keys/signing/rotationpolicy', keyPolicy('rotate'));
  await vault.call('POST', '/certificates/tls/create', {
    policy: CERTIFICATE_POLICY,
  });
  const { cer } = await vault.call('GET', '/certificates/tls');
  // Its times are seconds, so that versions of one second have no order.
  await new Promise(resolve => setTimeout(resolve, 1_100));
  await set('db', { exp: NOW + 90 * DAY });
  return {
    source: vault.sources({ keyVault: { vaults: [VAULT] } }, ENTITIES)[0],
    thumbprint: createHash('sha1')
      .update(Buffer.from(cer, 'base64'))
      .digest('hex'),
    stop: () => vault.stop(),
  };
}

// What our own server of the other tests does is what an emulator by others does.
const emulators: [string, () => Promise<Emulated>][] = [
  ['our own', ours],
  ...(lowkeyVaultInstalled
    ? [['Lowkey Vault', lowkey] as [string, () => Promise<Emulated>]]
    : []),
];

describe.each(emulators)('Key Vault as emulated: %s', (_, start) => {
  let emulated: Emulated;
  let credentials: ListedCredential[];
  let first: Awaited<ReturnType<typeof listed>>;
  const one = (key: string) => credentials.find(found => found.key === key)!;
  const iso = (seconds: number) => new Date(seconds * 1_000).toISOString();

  beforeAll(async () => {
    emulated = await start();
    first = await listed(emulated.source);
    credentials = first.credentials;
  });
  afterAll(() => emulated?.stop());

  it('lists every object once, over all pages', () => {
    expect(credentials.map(({ key }) => key).sort()).toEqual(
      [
        'certificate/tls',
        'key/signing',
        'secret/db',
        'secret/gone',
        'secret/off',
        ...MANY.map(name => `secret/${name}`),
      ].sort(),
    );
    expect(first.outcomes).toMatchObject([{ outcome: 'looked', problems: [] }]);
  });

  it('tells what cannot be used', () => {
    expect(one('secret/db').status).toBe('active');
    expect(one('secret/off').status).toBe('disabled');
    expect(one('secret/gone').status).toBe('deleted');
  });

  it('knows the version before', () => {
    const { created, expires, previous } = one('secret/db');
    expect(expires).toBe(iso(NOW + 90 * DAY));
    expect(previous).toEqual([
      {
        created: expect.any(String),
        expires: iso(NOW + 30 * DAY),
        replaced: created,
      },
    ]);
    expect(previous[0].created < created).toBe(true);
    expect(one('secret/many-0').previous).toEqual([]);
  });

  it('reads who renews what, and when', () => {
    const key = one('key/signing');
    expect(key).toMatchObject({
      rotation: 'automatic',
      rotatesBefore: 'P30D',
      renewsAt: iso(NOW + 335 * DAY),
    });
    const { rotation, renewsAt, notBefore, expires, thumbprint } =
      one('certificate/tls');
    expect(rotation).toBe('automatic');
    const begins = Date.parse(notBefore!);
    const lifetime = Date.parse(expires!) - begins;
    expect(Date.parse(renewsAt!)).toBe(begins + 0.8 * lifetime);
    expect(thumbprint).toBe(emulated.thumbprint);
  });

  it('says that nothing changed, and gives no value', async () => {
    const again = await listed(emulated.source, first);
    expect(again.credentials).toEqual([]);
    expect(again.outcomes).toMatchObject([{ outcome: 'unchanged' }]);
    expect(JSON.stringify([first, ...first.memory.values()])).not.toContain(
      PLANTED,
    );
  });
});
