import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  TestDatabases,
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  CredentialsPage,
  WorkloadExpiry,
} from '@plumbline/plugin-secret-expiry-common';
import { credentialSourcesExtensionPoint } from '@plumbline/plugin-secret-expiry-node';
import { Knex } from 'knex';
import request from 'supertest';
import secretExpiryPlugin from './index';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const PLANTED = 'Planted-Value-7f3c9a';
const DAY_MS = 86_400_000;

function iso(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString();
}

const GOOD = `apiVersion: plumbline.io/v1
kind: CredentialInventory
metadata: { name: bank }
credentials:
  - name: api-tls
    kind: certificate
    workload: system:default/bank
    entity: resource:default/bank-kv
    created: ${iso(-359)}
    expires: ${iso(6.5)}
    rotation: manual
`;

/** Everywhere that a value might be pasted, right and wrong. */
const CARELESS = `apiVersion: plumbline.io/v1
kind: CredentialInventory
metadata: { name: careless }
credentials:
  - name: fine
    kind: secret
    workload: system:default/careless
    created: ${iso(-10)}
    rotation: manual
  - name: pasted
    kind: secret
    workload: system:default/careless
    created: ${iso(-10)}
    rotation: manual
    value: ${PLANTED}
  - name: other
    kind: ${PLANTED}
    workload: system:default/careless
    created: ${PLANTED}
    rotation: manual
    portalUrl: https://example.com/?sig=${PLANTED}
    ${PLANTED}: true
  - ${PLANTED}
---
${PLANTED}: "${PLANTED}
`;

describe('the secret-expiry back end', () => {
  const directory = createMockDirectory();
  const printed: string[] = [];

  beforeEach(() => {
    printed.length = 0;
    const collect = (chunk: unknown) => {
      printed.push(String(chunk));
      return true;
    };
    jest.spyOn(process.stdout, 'write').mockImplementation(collect);
    jest.spyOn(process.stderr, 'write').mockImplementation(collect);
    jest.spyOn(process, 'emitWarning').mockImplementation(collect as any);
    directory.setContent({ 'bank.yaml': GOOD, 'careless.yaml': CARELESS });
  });

  afterEach(() => jest.restoreAllMocks());

  async function start(
    options: { allow?: boolean; config?: boolean; features?: any[] } = {},
  ) {
    const knex = await databases.init('SQLITE_3');
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const { server } = await startTestBackend({
      features: [
        secretExpiryPlugin,
        ...(options.features ?? []),
        logger.factory,
        mockServices.database.factory({ knex }),
        mockServices.scheduler.factory({
          includeInitialDelayedTasksOnStartup: true,
        }),
        mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(() => ({
              result:
                options.allow === false
                  ? AuthorizeResult.DENY
                  : AuthorizeResult.ALLOW,
            })),
        }).factory,
        mockServices.rootConfig.factory({
          data:
            options.config === false
              ? {}
              : {
                  secretExpiry: {
                    inventories: [{ directory: directory.path }],
                  },
                },
        }),
        catalogServiceMock.factory({
          entities: ['bank', 'careless', 'quiet'].map(name => ({
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'System',
            metadata: { name },
            spec: { type: 'workload', owner: 'team' },
          })),
        }),
      ],
    });
    const get = async (query: Record<string, string> = {}) =>
      request(server).get(
        `/api/secret-expiry/credentials?${new URLSearchParams(query)}`,
      );
    const summaries = async () => {
      const { body } = await request(server)
        .post('/api/secret-expiry/summaries/query')
        .set('Authorization', mockCredentials.service.header())
        .send({});
      return body.items as any[];
    };
    const overview = async (name: string): Promise<WorkloadExpiry> =>
      (
        await request(server).get(
          `/api/secret-expiry/workloads/default/${name}/overview`,
        )
      ).body;
    return { server, knex, logger, get, overview, summaries };
  }

  it('goes from inventory files to credentials and summaries, and lets no value through', async () => {
    const { server, knex, logger, get, overview, summaries } = await start();
    const found = await eventually(summaries, items =>
      ['6 days', 'no dates', 'not looked'].every(headline =>
        items.some(item => item.tile.headline === headline),
      ),
    );
    expect(
      found.map(({ workloadRef, tile, cell }) => [
        workloadRef,
        tile.tone,
        tile.headline,
        cell,
      ]),
    ).toEqual([
      ['system:default/bank', 'warning', '6 days', 'in 6 days'],
      ['system:default/careless', 'unknown', 'no dates', 'no dates'],
      ['system:default/quiet', 'unknown', 'not looked', 'not looked'],
    ]);

    const bank: CredentialsPage = (
      await get({ workloadRef: 'system:default/bank' })
    ).body;
    expect(bank).toMatchObject({
      total: 1,
      items: [{ name: 'api-tls', state: 'expiring', stage: 5 }],
    });
    const bankOverview = await overview('bank');
    expect(bankOverview).toMatchObject({
      coverage: 'looked',
      places: [{ title: 'Inventory bank', outcome: 'looked' }],
    });
    const careless: CredentialsPage = (
      await get({ workloadRef: 'system:default/careless' })
    ).body;
    expect(careless.items.map(({ name }) => name)).toEqual(['fine']);
    const carelessOverview = await overview('careless');
    expect(carelessOverview.coverage).toBe('partly');
    expect(carelessOverview.places[0].problems).toContainEqual({
      file: expect.stringMatching(/\/careless\.yaml$/),
      line: 15,
      column: 5,
      field: 'credentials[1].value',
      expected: expect.stringContaining('Plumbline stores no values'),
    });

    const said = {
      answers: [
        found,
        bank,
        careless,
        bankOverview,
        carelessOverview,
        (await get()).body,
        (await request(server).get('/api/secret-expiry/openapi.json')).body,
      ],
      database: await everyRow(knex),
      logs: [logger.debug, logger.info, logger.warn, logger.error].map(
        log => log.mock.calls,
      ),
      printed,
    };
    expect(said.logs[2].length).toBeGreaterThan(0);
    expect(said.database.credentials.length).toBe(2);
    expect(JSON.stringify(said)).not.toContain(PLANTED);
  });

  it('refuses what the document does not allow and names the parameter', async () => {
    const { get } = await start();
    for (const [parameter, value] of [
      ['limit', '201'],
      ['offset', '-1'],
      ['orderBy', 'value'],
      ['expiresBefore', 'tomorrow'],
      ['colour', 'red'],
    ]) {
      const response = await get({ [parameter]: value });
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain(parameter);
    }
    const soon = await get({
      expiresBefore: iso(90),
      limit: '200',
      orderBy: '-name',
    });
    expect(soon.status).toBe(200);
  });

  it('shows nothing without the permission, and summaries to back ends only', async () => {
    const { server, get } = await start({ allow: false });
    const response = await get();
    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain('secret-expiry.read');
    expect(
      (
        await request(server)
          .get('/api/secret-expiry/credentials')
          .set('Authorization', mockCredentials.none.header())
      ).status,
    ).toBe(401);
    expect(
      (
        await request(server)
          .post('/api/secret-expiry/summaries/query')
          .set('Authorization', mockCredentials.user.header())
          .send({})
      ).status,
    ).toBe(403);
  });

  it('works without config, and takes sources from modules', async () => {
    const module = createBackendModule({
      pluginId: 'secret-expiry',
      moduleId: 'vaults',
      register(env) {
        env.registerInit({
          deps: { sources: credentialSourcesExtensionPoint },
          async init({ sources }) {
            const source = {
              id: 'vaults',
              async *list() {
                yield {
                  type: 'outcome' as const,
                  place: 'kv',
                  title: 'Vault kv',
                  outcome: 'looked' as const,
                  workloadRefs: ['system:default/quiet'],
                };
              },
            };
            sources.addSource(source);
            expect(() => sources.addSource(source)).toThrow('added before');
          },
        });
      },
    });
    const { summaries, get, overview } = await start({
      config: false,
      features: [module],
    });
    const found = await eventually(
      summaries,
      items => items[2]?.tile.headline === 'nothing expires',
    );
    expect(found[0].tile.headline).toBe('not looked');
    expect(
      (await get({ workloadRef: 'system:default/quiet' })).body,
    ).toMatchObject({ total: 0 });
    expect(await overview('quiet')).toMatchObject({ coverage: 'looked' });
  });
});

async function everyRow(knex: Knex): Promise<Record<string, unknown[]>> {
  const tables: { name: string }[] = await knex('sqlite_master')
    .where('type', 'table')
    .select('name');
  const rows: Record<string, unknown[]> = {};
  for (const { name } of tables) rows[name] = await knex(name);
  return rows;
}

async function eventually<T>(
  read: () => Promise<T>,
  done: (value: T) => boolean,
): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const value = await read();
    if (done(value)) return value;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return read();
}
