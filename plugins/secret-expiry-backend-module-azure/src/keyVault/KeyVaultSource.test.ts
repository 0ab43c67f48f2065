import { Entity } from '@backstage/catalog-model';
import {
  AzureServer,
  Reply,
  SUBSCRIPTION,
  StoredObject,
  StoredVault,
  listed,
} from '../__testUtils__/AzureServer';

// Making a certificate takes long where others work too.
jest.setTimeout(60_000);

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
        thumbprint: undefined,
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
        memory: expect.any(String),
      },
    ]);
    expect(azure.tokenScopes).toEqual(
      Array(azure.tokenScopes.length).fill('https://vault.azure.net/.default'),
    );
  });

  const secret = (name: string, more: Partial<StoredObject> = {}) => ({
    name,
    created: CREATED,
    exp: CREATED + 365 * DAY,
    ...more,
  });
  /** A certificate that was issued. */
  const certificate = (name: string, more: Partial<StoredObject> = {}) =>
    secret(name, { x5t: 'fLi3U52HunIVNXubkEnf8tP6Wbo', ...more });
  const keysOf = (credentials: { key: string }[]) =>
    credentials.map(({ key }) => key).sort();
  const asked = (path: RegExp) =>
    azure.signedIn.filter(call => path.test(call.path));

  it('tells the vaults of stamps from those that all share', async () => {
    azure.vaults.set('kv-weu', {
      secrets: [secret('weu')],
      keys: [],
      certificates: [],
    });
    vault.secrets.push(secret('all'));
    const { credentials } = await listed(
      source({ vaults: ['KV-Shop', 'kv-weu'] }, [
        workload,
        stamp,
        vaultEntity('shop-weu-kv', 'kv-weu', 'stamp'),
        entity(
          'shop-kv',
          { type: 'key-vault' },
          {
            'plumbline.io/key-vault-name': 'kv-shop',
            'plumbline.io/scope': 'global',
          },
        ),
      ]),
    );
    expect(
      credentials
        .map(({ name, stampRef }) => [name, stampRef])
        .sort(([a], [b]) => a!.localeCompare(b!)),
    ).toEqual([
      ['all', undefined],
      ['weu', 'resource:default/shop-weu'],
    ]);
  });

  it('counts a certificate once, with its secret and key, alive or deleted', async () => {
    for (const kind of ['secrets', 'keys', 'certificates'] as const) {
      const managed = kind !== 'certificates';
      vault[kind].push(
        certificate('tls', { managed }),
        certificate('old-tls', { managed, deleted: true }),
      );
    }
    // Managed by something else, such as a storage account.
    vault.secrets.push(secret('sas', { managed: true }));
    vault.secrets.push(secret('tls-2'));
    const { credentials } = await listed(source());
    expect(keysOf(credentials)).toEqual([
      'certificate/old-tls',
      'certificate/tls',
      'secret/sas',
      'secret/tls-2',
    ]);
    expect(asked(/(secrets|keys)\/tls\//)).toEqual([]);
  });

  it('says what cannot be used, and what can be recovered', async () => {
    vault.secrets.push(
      secret('off', { enabled: false }),
      secret('gone', { deleted: true }),
      secret('later', { nbf: CREATED + 700 * DAY, exp: undefined }),
    );
    const { credentials } = await listed(source());
    expect(
      credentials.map(({ name, status, notBefore, expires }) => [
        name,
        status,
        notBefore,
        expires,
      ]),
    ).toEqual([
      ['off', 'disabled', undefined, '2027-01-01T00:00:00.000Z'],
      ['later', 'active', '2027-12-02T00:00:00.000Z', undefined],
      ['gone', 'deleted', undefined, '2027-01-01T00:00:00.000Z'],
    ]);
  });

  it('reads versions and policies', async () => {
    vault.keys.push(
      secret('signing', {
        versions: [
          { created: CREATED - 300 * DAY, exp: CREATED - 10 * DAY },
          { created: CREATED - 600 * DAY },
        ],
        policy: {
          lifetimeActions: [
            {
              trigger: { timeBeforeExpiry: 'P30D' },
              action: { type: 'Notify' },
            },
            {
              trigger: { timeBeforeExpiry: 'P1M' },
              action: { type: 'Rotate' },
            },
          ],
          attributes: { expiryTime: 'P2Y' },
        },
      }),
      secret('told', {
        policy: {
          lifetimeActions: [
            {
              trigger: { timeBeforeExpiry: 'P30D' },
              action: { type: 'Notify' },
            },
          ],
        },
      }),
    );
    const renewing = (issuer: string, trigger: object) => ({
      issuer: { name: issuer },
      lifetime_actions: [{ trigger, action: { action_type: 'AutoRenew' } }],
    });
    vault.certificates.push(
      certificate('own', {
        policy: renewing('Self', { lifetime_percentage: 80 }),
      }),
      certificate('bought', {
        policy: renewing('digicert', { days_before_expiry: 45 }),
      }),
      certificate('foreign', {
        policy: renewing('Unknown', { days_before_expiry: 45 }),
      }),
    );
    const { credentials } = await listed(source());
    const plans = Object.fromEntries(
      credentials.map(({ name, rotation, rotatesBefore, renewsAt }) => [
        name,
        [rotation, rotatesBefore, renewsAt],
      ]),
    );
    expect(plans).toEqual({
      signing: ['automatic', 'P1M', '2026-12-01T00:00:00.000Z'],
      told: ['manual', undefined, undefined],
      own: ['automatic', 'P73D', '2026-10-20T00:00:00.000Z'],
      bought: ['automatic', 'P45D', '2026-11-17T00:00:00.000Z'],
      foreign: ['manual', undefined, undefined],
    });
    expect(
      credentials.find(({ name }) => name === 'signing')?.previous,
    ).toEqual([
      {
        created: '2025-03-07T00:00:00.000Z',
        expires: '2025-12-22T00:00:00.000Z',
        replaced: '2026-01-01T00:00:00.000Z',
      },
      {
        created: '2024-05-11T00:00:00.000Z',
        replaced: '2025-03-07T00:00:00.000Z',
      },
    ]);
  });

  it('lists all pages with no more calls than there are pages', async () => {
    vault.secrets.push(
      ...Array.from({ length: 130 }, (_, index) => secret(`s${index}`)),
    );
    const { credentials } = await listed(source());
    expect(new Set(keysOf(credentials)).size).toBe(130);
    expect(asked(/^\/secrets$/)).toHaveLength(6);
    expect(asked(/\/versions$/)).toHaveLength(130);
  });

  it('sends as few calls as there can be', async () => {
    for (let index = 0; index < 60; index++) {
      vault.secrets.push(
        secret(`s${index}`),
        secret(`c${index}`, { managed: true }),
      );
      vault.keys.push(
        secret(`k${index}`, { deleted: index % 7 === 0 }),
        secret(`c${index}`, { managed: true }),
      );
      vault.certificates.push(certificate(`c${index}`));
    }
    vault.secrets[0].versions = Array.from({ length: 30 }, (_, index) => ({
      created: CREATED - index * DAY,
    }));
    await listed(source());
    const { lists, versions, policies } = azure.fewestCalls;
    expect(azure.vaultCalls).toEqual({ lists, versions, policies });
    expect(azure.calls).toHaveLength(lists + versions + policies);
  });

  it('remembers over a restart what has not changed', async () => {
    vault.secrets.push(
      secret('a', { versions: [{ created: CREATED - DAY }] }),
      secret('b'),
    );
    vault.keys.push(secret('k'));
    vault.certificates.push(
      certificate('c', {
        versions: [
          { created: CREATED - DAY, x5t: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA' },
        ],
      }),
    );
    const first = await listed(source());
    vault.secrets[1].created += DAY;
    azure.calls.length = 0;
    const again = await listed(source(), first);
    expect(azure.calls.map(({ path }) => path).slice(6)).toEqual([
      '/secrets/b/versions',
    ]);
    const others = ({ name }: { name: string }) => name !== 'b';
    expect(again.credentials.filter(others)).toEqual(
      first.credentials.filter(others),
    );
    expect(again.credentials).toContainEqual(
      expect.objectContaining({
        name: 'c',
        thumbprint: '7cb8b7539d87ba7215357b9b9049dff2d3fa59ba',
        previous: [
          {
            created: '2025-12-31T00:00:00.000Z',
            replaced: '2026-01-01T00:00:00.000Z',
            thumbprint: '0'.repeat(40),
          },
        ],
      }),
    );
  });

  it('goes on with the vaults that a stopped scan had not looked at', async () => {
    azure.vaults.set('kv-weu', { secrets: [], keys: [], certificates: [] });
    const { outcomes } = await listed(
      source({ vaults: ['kv-shop', 'kv-weu'] }, [
        workload,
        vaultEntity('shop-kv', 'kv-shop'),
        vaultEntity('other', 'kv-weu'),
      ]),
      { done: new Set([GLOBAL]) },
    );
    expect(outcomes).toMatchObject([
      { place: GLOBAL, outcome: 'not-due' },
      { place: 'resource:default/other', outcome: 'looked' },
    ]);
    expect(new Set(azure.calls.map(({ host }) => host))).toEqual(
      new Set(['kv-weu.vault.azure.net']),
    );
  });

  it('reads policies again that a replica with a fast clock read', async () => {
    vault.keys.push(secret('k'));
    azure.now = new Date(azure.now.getTime() + 30 * DAY * 1_000);
    const first = await listed(source());
    azure.now = new Date(azure.now.getTime() - 30 * DAY * 1_000);
    azure.calls.length = 0;
    await listed(source(), first);
    expect(azure.calls.map(({ path }) => path).slice(6)).toEqual([
      '/keys/k/rotationpolicy',
    ]);
  });

  it('leaves out certificates that were never issued', async () => {
    vault.certificates.push(
      secret('asked-for', { enabled: false }),
      certificate('off', { enabled: false }),
    );
    const { credentials } = await listed(source());
    expect(keysOf(credentials)).toEqual(['certificate/off']);
  });

  it('lists once what is recovered between two lists', async () => {
    vault.secrets.push(secret('a'), secret('a', { deleted: true }));
    const { credentials } = await listed(source());
    expect(credentials).toMatchObject([{ name: 'a', status: 'active' }]);
  });

  it('asks only for lists while nothing changes, and then only about what did', async () => {
    vault.secrets.push(secret('a'), secret('b'));
    vault.keys.push(secret('k'));
    const vaults = source();
    const first = await listed(vaults);
    azure.calls.length = 0;
    const second = await listed(vaults, first);
    expect(second.credentials).toEqual([]);
    expect(second.outcomes).toMatchObject([{ outcome: 'unchanged' }]);
    expect(azure.calls).toHaveLength(6);

    vault.secrets[0].created += DAY;
    azure.calls.length = 0;
    const third = await listed(vaults, first);
    expect(keysOf(third.credentials)).toEqual([
      'key/k',
      'secret/a',
      'secret/b',
    ]);
    expect(azure.calls.map(({ path }) => path).slice(6)).toEqual([
      '/secrets/a/versions',
    ]);
  });

  it('reads policies again after a day, as no list tells that they changed', async () => {
    vault.keys.push(secret('k'));
    const vaults = source();
    const first = await listed(vaults);
    azure.now = new Date(azure.now.getTime() + DAY * 1_000 + 1);
    vault.keys[0].policy = {
      lifetimeActions: [
        { trigger: { timeAfterCreate: 'P10M' }, action: { type: 'Rotate' } },
      ],
    };
    azure.calls.length = 0;
    const { credentials } = await listed(vaults, first);
    expect(credentials).toMatchObject([
      {
        rotation: 'automatic',
        renewsAt: '2026-11-01T00:00:00.000Z',
        rotatesBefore: 'P61D',
      },
    ]);
    expect(asked(/versions/)).toEqual([]);
  });

  const forbidden = (code: string): Reply => ({
    status: 403,
    body: {
      error: {
        code: 'Forbidden',
        message: 'planted message with an address',
        innererror: { code },
      },
    },
  });
  const secretsPage = (nextLink: string): Reply => ({
    body: {
      value: [
        {
          id: 'https://kv-shop.vault.azure.net/secrets/a',
          attributes: { created: CREATED, updated: CREATED },
        },
      ],
      nextLink,
    },
  });
  const lists =
    (reply: Reply | 'silence', path = /./) =>
    (call: { path: string }) =>
      path.test(call.path) ? reply : undefined;

  it.each<
    [string, (call: { path: string }) => Reply | 'silence' | undefined, RegExp]
  >([
    [
      'no role',
      lists(forbidden('ForbiddenByRbac')),
      /^The portal may not look at Key Vault kv-shop: its identity needs the role Key Vault Reader/,
    ],
    [
      'firewall',
      lists(forbidden('ForbiddenByFirewall')),
      /^The firewall of Key Vault kv-shop does not let/,
    ],
    [
      'no permission to list certificates',
      lists(forbidden('AccessDenied'), /certificates$/),
      /^The portal may not look at the certificates of Key Vault kv-shop/,
    ],
    ['silence', lists('silence'), /did not answer within 2 s$/],
    [
      'silence to one call',
      lists('silence', /^\/deletedkeys/),
      /^the keys of Key Vault kv-shop did not answer within 2 s$/,
    ],
    [
      'throttling without end',
      lists({ status: 429, headers: { 'retry-after-ms': '1' } }),
      /asked too often/,
    ],
    [
      'a rest longer than the call may take',
      lists({ status: 429, headers: { 'retry-after': '3600' } }),
      /asked too often and still wants rest$/,
    ],
    [
      'a repeated page',
      lists(
        secretsPage('https://kv-shop.vault.azure.net/secrets?$skiptoken=x'),
        /^\/secrets$/,
      ),
      /secrets of Key Vault kv-shop repeats its pages/,
    ],
    [
      'a page elsewhere',
      lists(secretsPage('https://evil.example/secrets'), /^\/secrets$/),
      /leads to another host/,
    ],
    [
      'a page of another vault',
      lists(
        secretsPage('https://kv-other.vault.azure.net/secrets'),
        /^\/secrets$/,
      ),
      /leads to another host/,
    ],
    [
      'a page that is a value',
      lists(
        secretsPage('https://kv-shop.vault.azure.net/secrets/a/0123'),
        /^\/secrets$/,
      ),
      /leads to something that the portal does not read$/,
    ],
    [
      'a redirect',
      lists({ status: 307, headers: { location: 'https://evil.example/' } }),
      /leads to another host/,
    ],
    [
      'another answer',
      lists({ body: { hello: 1 } }),
      /did not answer as Azure/,
    ],
    ['a broken vault', lists({ status: 400 }), /refused \(HTTP 400\)$/],
    [
      'no rest from a failure',
      lists({ status: 503, headers: { 'retry-after': '3600' } }),
      /refused \(HTTP 503\)$/,
    ],
  ])('could not look: %s', async (name, intercept, reason) => {
    azure.intercept = intercept;
    const { outcomes } = await listed(
      source({
        vaults: ['kv-shop'],
        ...(/silence|rest/.test(name) && { timeout: '2s' }),
      }),
    );
    expect(outcomes).toEqual([
      {
        type: 'outcome',
        place: GLOBAL,
        title: 'shop-kv (kv-shop)',
        outcome: 'could-not-look',
        reason: expect.stringMatching(reason),
        workloadRefs: ['system:default/shop'],
      },
    ]);
    expect(JSON.stringify(outcomes)).not.toContain('planted');
    expect(asked(/0123/)).toEqual([]);
    expect(new Set(azure.calls.map(({ host }) => host))).toEqual(
      new Set(['kv-shop.vault.azure.net']),
    );
  });

  it.each(['https://evil.example', 'https://azure.net.evil.example'])(
    'asks for no token for %s, whom a vault names',
    async resource => {
      azure.challenge = resource;
      const { outcomes } = await listed(source());
      expect(outcomes).toMatchObject([
        {
          outcome: 'could-not-look',
          reason: expect.stringMatching(/leads to another host/),
        },
      ]);
      expect(new Set(azure.tokenScopes)).toEqual(
        new Set(['https://vault.azure.net/.default']),
      );
    },
  );

  it('waits as long as a vault asks for, and loses nothing', async () => {
    for (let index = 0; index < 60; index++) {
      vault.secrets.push(
        secret(`s${index}`, { versions: [{ created: CREATED - DAY }] }),
      );
      vault.keys.push(secret(`k${index}`));
      vault.certificates.push(
        certificate(`c${index}`, {
          policy: {
            issuer: { name: 'Self' },
            lifetime_actions: [
              {
                trigger: { days_before_expiry: 30 },
                action: { action_type: 'AutoRenew' },
              },
            ],
          },
        }),
      );
    }
    const clean = await listed(source());
    let count = 0;
    azure.intercept = () =>
      ++count % 3 === 0
        ? { status: 429, headers: { 'retry-after-ms': '1' } }
        : undefined;
    const throttled = await listed(source());
    expect(throttled).toEqual(clean);
    expect(throttled.credentials).toHaveLength(180);
  });

  it('recalls a vault by whichever resource has a memory of it', async () => {
    vault.keys.push(secret('k'));
    const first = await listed(source());
    azure.calls.length = 0;
    await listed(
      source({ vaults: ['kv-shop'] }, [
        workload,
        vaultEntity('another', 'kv-shop'),
        vaultEntity('shop-kv', 'kv-shop'),
      ]),
      first,
    );
    expect(azure.calls).toHaveLength(6);
  });

  it('waits though the clock of a vault is slow', async () => {
    vault.secrets.push(secret('a'));
    let isFirst = true;
    azure.intercept = () => {
      if (!isFirst) return undefined;
      isFirst = false;
      const past = new Date(Date.now() - 86_400_000).toUTCString();
      return { status: 429, headers: { 'retry-after': past } };
    };
    const { credentials, outcomes } = await listed(source());
    expect(keysOf(credentials)).toEqual(['secret/a']);
    expect(outcomes).toMatchObject([{ outcome: 'looked' }]);
  });

  it('keeps what it may see where policies may not be read', async () => {
    vault.keys.push(secret('k1'), secret('k2'));
    azure.intercept = ({ path }) =>
      path.endsWith('/rotationpolicy')
        ? forbidden('ForbiddenByRbac')
        : undefined;
    const vaults = source();
    for (const look of ['first', 'second']) {
      const { credentials, outcomes } = await listed(vaults);
      expect([look, ...keysOf(credentials)]).toEqual([
        look,
        'key/k1',
        'key/k2',
      ]);
      expect(outcomes).toEqual([
        expect.objectContaining({
          outcome: 'partly',
          problems: [
            {
              sentence: expect.stringMatching(
                /^The rotation policies of the keys of Key Vault kv-shop may not be read/,
              ),
            },
          ],
        }),
      ]);
      expect(outcomes[0]).not.toHaveProperty('fingerprint');
    }
    azure.intercept = () => undefined;
    const { outcomes } = await listed(vaults);
    expect(outcomes).toMatchObject([{ outcome: 'looked' }]);
  });

  it('goes on where a look broke off, without asking again', async () => {
    vault.secrets.push(
      ...Array.from({ length: 30 }, (_, index) => secret(`s${index}`)),
    );
    azure.intercept = ({ path }) =>
      path === '/secrets/s29/versions' ? { status: 400 } : undefined;
    const vaults = source();
    const broken = await listed(vaults);
    expect(broken.outcomes).toMatchObject([{ outcome: 'could-not-look' }]);
    azure.intercept = () => undefined;
    await new Promise(resolve => setImmediate(resolve));
    azure.calls.length = 0;
    const { credentials, outcomes } = await listed(vaults);
    expect(new Set(keysOf(credentials)).size).toBe(30);
    expect(outcomes).toMatchObject([{ outcome: 'looked' }]);
    expect(asked(/versions$/).length).toBeLessThan(30);
  });

  it('asks no more of a vault that fell silent', async () => {
    vault.secrets.push(
      ...Array.from({ length: 40 }, (_, index) => secret(`s${index}`)),
    );
    azure.intercept = ({ path }) =>
      path.endsWith('/versions') ? 'silence' : undefined;
    const { outcomes } = await listed(
      source({ vaults: ['kv-shop'], timeout: '2s' }),
    );
    expect(outcomes).toMatchObject([
      {
        outcome: 'could-not-look',
        reason: 'Key Vault kv-shop did not answer within 2 s',
      },
    ]);
    expect(asked(/versions$/).length).toBeLessThanOrEqual(8);
  });

  it('waits for a vault that never answers no more than once', async () => {
    azure.intercept = () => 'silence';
    const { outcomes } = await listed(
      source({ vaults: ['kv-shop'], timeout: '2s' }),
    );
    expect(outcomes).toMatchObject([
      {
        outcome: 'could-not-look',
        reason: 'Key Vault kv-shop did not answer within 2 s',
      },
    ]);
    // Those that were under way together; of six lists.
    expect(azure.calls).toHaveLength(4);
  });

  it('has no more than four calls at a vault at once', async () => {
    vault.secrets.push(
      ...Array.from({ length: 40 }, (_, index) => secret(`s${index}`)),
    );
    await listed(source());
    expect(azure.mostAtOnce).toBeLessThanOrEqual(4);
    expect(azure.mostAtOnce).toBeGreaterThan(1);
  });

  it('asks no vault that is not approved', async () => {
    const { outcomes } = await listed(source({ vaults: ['kv-other'] }));
    expect(outcomes).toMatchObject([
      {
        outcome: 'could-not-look',
        reason:
          'Key Vault kv-shop is not approved: neither its name nor its subscription is in secretExpiry.keyVault',
      },
    ]);
    expect(azure.calls).toEqual([]);
  });

  it('asks Resource Manager whether a vault is in an approved subscription', async () => {
    vault.secrets.push(secret('a'));
    const bySubscription = source({ subscriptions: [SUBSCRIPTION] });
    const before = await listed(bySubscription);
    expect(before.outcomes).toMatchObject([
      {
        outcome: 'could-not-look',
        reason:
          'the resource of Key Vault kv-shop in its subscription is not there',
      },
    ]);
    expect(azure.calls.map(({ host }) => host)).toEqual([
      'management.azure.com',
    ]);
    azure.resources.set(resourceId('kv-shop').toLowerCase(), {
      properties: { vaultUri: 'https://kv-shop.vault.azure.net/' },
    });
    const after = await listed(bySubscription);
    expect(after.outcomes).toMatchObject([{ outcome: 'looked' }]);
    azure.calls.length = 0;
    await listed(bySubscription);
    expect(asked(/subscriptions/)).toEqual([]);
  });

  it('finds a vault of which only the name is known in the approved subscriptions', async () => {
    vault.secrets.push(secret('a'));
    const named = (name: string) =>
      entity(
        name,
        { type: 'key-vault' },
        { 'plumbline.io/key-vault-name': name },
      );
    const entities = [workload, named('kv-shop'), named('kv-new')];
    const bySubscription = source({ subscriptions: [SUBSCRIPTION] }, entities);
    const list = `/subscriptions/${SUBSCRIPTION}/providers/microsoft.keyvault/vaults`;
    const reasons = async () =>
      (await listed(bySubscription)).outcomes.map(({ place, ...said }) => [
        place,
        'reason' in said ? said.reason : said.outcome,
      ]);
    const refused =
      'the list of the Key Vaults of an approved subscription is not there';
    expect(await reasons()).toEqual([
      ['resource:default/kv-shop', refused],
      ['resource:default/kv-new', refused],
    ]);
    // Asked once for both.
    expect(azure.calls.map(({ path }) => path.toLowerCase())).toEqual([list]);

    const page = (name: string, nextLink?: string) => ({
      value: [
        {
          id: resourceId(name),
          properties: { vaultUri: `https://${name}.vault.azure.net/` },
        },
      ],
      nextLink,
    });
    azure.resources.set(
      list,
      page('kv-other', `https://management.azure.com${list}/page2`),
    );
    azure.resources.set(`${list}/page2`, page('kv-shop'));
    azure.now = new Date(azure.now.getTime() + 600_000);
    const found = await reasons();
    expect(found).toContainEqual(['resource:default/kv-shop', 'looked']);
    expect(found).toContainEqual([
      'resource:default/kv-new',
      'Key Vault kv-new is in none of the subscriptions of secretExpiry.keyVault; it may not have been created yet',
    ]);
  });

  it('looks at the vault of a stamp from when it is active until it is retired', async () => {
    const outcomes = [];
    for (const lifecycle of ['planned', 'active', 'draining', 'retired']) {
      const spec = { ...stamp.spec, lifecycle };
      const look = await listed(
        source({ vaults: ['kv-shop'] }, [
          workload,
          { ...stamp, spec },
          vaultEntity('shop-weu-kv', 'kv-shop', 'stamp'),
        ]),
      );
      outcomes.push(look.outcomes.map(({ outcome }) => outcome));
    }
    expect(outcomes).toEqual([[], ['looked'], ['looked'], []]);
  });

  it('does not follow a name that is none', async () => {
    const { outcomes } = await listed(
      source({ vaults: ['kv-shop'] }, [
        workload,
        entity(
          'bad',
          { type: 'key-vault' },
          { 'plumbline.io/key-vault-name': 'evil.example/kv' },
        ),
      ]),
    );
    expect(outcomes).toMatchObject([
      {
        outcome: 'could-not-look',
        reason:
          'The catalog does not say which Key Vault resource:default/bad is',
      },
    ]);
    expect(azure.calls).toEqual([]);
  });

  it('lists a vault of two resources once, for both', async () => {
    vault.secrets.push(secret('a'));
    const { credentials, outcomes } = await listed(
      source({ vaults: ['kv-shop'] }, [
        workload,
        vaultEntity('one', 'kv-shop'),
        vaultEntity('two', 'KV-shop'),
      ]),
    );
    expect(credentials.map(({ entityRef }) => entityRef)).toEqual([
      'resource:default/one',
      'resource:default/two',
    ]);
    expect(outcomes).toHaveLength(2);
    expect(asked(/^\/secrets$/)).toHaveLength(1);
  });

  it('goes on with other vaults when one never answers', async () => {
    azure.vaults.set('kv-weu', {
      secrets: [secret('weu')],
      keys: [],
      certificates: [],
    });
    azure.intercept = ({ host }) =>
      host.startsWith('kv-shop') ? 'silence' : undefined;
    const { credentials, outcomes } = await listed(
      source({ vaults: ['kv-shop', 'kv-weu'], timeout: '2s' }, [
        workload,
        vaultEntity('silent', 'kv-shop'),
        vaultEntity('well', 'kv-weu'),
      ]),
    );
    expect(keysOf(credentials)).toEqual(['secret/weu']);
    expect(
      outcomes.map(({ place, outcome }) => `${place} ${outcome}`).sort(),
    ).toEqual([
      'resource:default/silent could-not-look',
      'resource:default/well looked',
    ]);
  });

  it('ends with its scan', async () => {
    const scan = new AbortController();
    azure.intercept = () => {
      scan.abort(new Error('stopped'));
      return 'silence';
    };
    await expect(listed(source(), { signal: scan.signal })).rejects.toThrow(
      'stopped',
    );
  });

  it('neither asks for a value nor gives one', async () => {
    for (const kind of ['secrets', 'keys', 'certificates'] as const) {
      vault[kind].push(
        secret('one', {
          value: 'planted-value',
          versions: [{ created: CREATED - DAY }],
        }),
        secret('two', { value: 'planted-value', deleted: true }),
      );
    }
    // Even if lists said more than they are documented to.
    azure.planted = { value: 'planted-value', contentType: 'planted-type' };
    const { credentials, outcomes } = await listed(source());
    expect(credentials).toHaveLength(6);
    expect(JSON.stringify([credentials, outcomes])).not.toContain('planted');
    for (const { method, path } of azure.calls) {
      expect(`${method} ${path}`).toMatch(
        /^GET \/(deleted)?(secrets|keys|certificates)(\/one\/(versions|policy|rotationpolicy))?$/,
      );
    }
  });
});
