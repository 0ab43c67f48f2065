import {
  SchedulerService,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  TestBackend,
  TestDatabases,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import catalogModuleWorkload from '@plumbline/plugin-catalog-backend-module-workload';
import request from 'supertest';
import catalogModuleWorkloadAzure from '.';
import { AzureEstate, SUBSCRIPTION } from './__testUtils__/AzureEstate';
import { createModule } from './module';

jest.setTimeout(60_000);

const SECTION = {
  subscriptions: [SUBSCRIPTION],
  owner: { default: 'platform' },
};

describe('catalogModuleWorkloadAzure', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
  let azure: AzureEstate;
  let backend: TestBackend;
  let catalog: CatalogService;
  let scheduler: SchedulerService;

  beforeEach(async () => {
    azure = await AzureEstate.start();
    scheduler = mockServices.scheduler();
  });
  afterEach(async () => {
    await backend.stop();
    await azure.stop();
  });

  const reader = createBackendPlugin({
    pluginId: 'reader',
    register(env) {
      env.registerInit({
        deps: { catalog: catalogServiceRef },
        async init(deps) {
          catalog = deps.catalog;
        },
      });
    },
  });

  const start = async (plumblineAzure: object, more: any[] = []) => {
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleWorkload,
        createModule({
          credential: azure.credential,
          network: azure.network,
        }),
        reader,
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              providers: { plumblineAzure },
              processingInterval: { seconds: 1 },
            },
          },
        }),
        ...more,
      ],
    });
  };

  const runImport = () => scheduler.triggerTask('plumbline-azure-production');

  const entities = async (): Promise<Entity[]> => {
    const { items } = await catalog.getEntities(
      { filter: { kind: 'Resource' } },
      { credentials: await mockServices.auth().getOwnServiceCredentials() },
    );
    return items;
  };

  /** Polls until `check` stops throwing; the wait is bounded by the test's timeout. */
  const eventually = async (check: () => Promise<void>) => {
    for (;;) {
      try {
        await check();
        return;
      } catch (error) {
        if (!(error as Error).message.includes('expect(')) throw error;
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    }
  };

  it.each(databases.eachSupportedId())(
    'keeps what Azure lists in the catalog, with relations, %p',
    async id => {
      const knex = await databases.init(id);
      const logs = azure.add(
        'rg-shop/Microsoft.OperationalInsights/workspaces/log-shop',
      );
      const insights = azure.add(
        'rg-shop/Microsoft.Insights/components/appi-shop',
        { properties: { WorkspaceResourceId: logs.id } },
      );
      await start({ production: SECTION }, [
        mockServices.database.factory({ knex }),
      ]);
      await runImport();
      await eventually(async () => {
        const found = await entities();
        const ref = (title: string) =>
          `resource:default/${
            found.find(({ metadata }) => metadata.title === title)?.metadata
              .name
          }`;
        const sender = found.find(
          ({ metadata }) => metadata.title === 'appi-shop',
        );
        expect(sender?.relations).toEqual(
          expect.arrayContaining([
            { type: 'ownedBy', targetRef: 'group:default/platform' },
            { type: 'dependsOn', targetRef: ref('log-shop') },
            { type: 'sendsTelemetryTo', targetRef: ref('log-shop') },
          ]),
        );
      });
      azure.remove(insights);
      await runImport();
      await eventually(async () => {
        expect(
          (await entities()).map(({ metadata }) => metadata.title),
        ).toEqual(['log-shop']);
      });
      await runImport();
      const { body } = await request(backend.server)
        .get('/api/catalog/plumbline-azure/imports/production')
        .expect(200);
      // What the catalog makes of an entity is no change.
      expect(body).toMatchObject({
        outcome: 'applied',
        unchanged: 1,
        changed: { count: 0 },
      });
    },
  );

  it('reports a dry run, to be read or by a machine, to whom may read it', async () => {
    azure.add('rg-shop/Microsoft.KeyVault/vaults/kv-shop');
    await start({ production: { ...SECTION, dryRun: true } });
    const imports = '/api/catalog/plumbline-azure/imports';
    await request(backend.server).get(`${imports}/other`).expect(404);
    await runImport();
    const { body } = await request(backend.server).get(imports).expect(200);
    expect(body.items).toHaveLength(1);
    await request(backend.server)
      .get('/api/catalog/plumbline-azure/openapi.json')
      .expect(200);
    const { text } = await request(backend.server)
      .get(`${imports}/production`)
      .set('accept', 'text/plain')
      .expect(200);
    expect(text).toMatch(
      /^Azure import production \(dry run, nothing was changed\): 1 added, 0 changed/,
    );
    expect(text).toMatch(
      /^\+ resource:default\/kv-shop-[0-9a-f]{8} \(key-vault\) \/subscriptions\//m,
    );
    expect(await entities()).toEqual([]);
  });

  it('shows its reports to nobody without the permission', async () => {
    await start({ production: { ...SECTION, dryRun: true } }, [
      mockServices.permissions.factory({ result: AuthorizeResult.DENY }),
    ]);
    const { status } = await request(backend.server).get(
      '/api/catalog/plumbline-azure/imports',
    );
    expect(status).toBe(403);
  });

  it('does nothing without an import', async () => {
    backend = await startTestBackend({
      features: [catalogPlugin, catalogModuleWorkloadAzure],
    });
    const { status } = await request(backend.server).get(
      '/api/catalog/plumbline-azure/imports',
    );
    expect(status).toBe(404);
  });
});
