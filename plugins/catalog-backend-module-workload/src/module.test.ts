import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  TestBackend,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AlphaEntity } from '@backstage/catalog-model/alpha';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  ENTITIES_TOPIC,
  EntitiesChanged,
} from '@plumbline/plugin-workload-common';
import catalogModuleWorkload from '.';

jest.setTimeout(30_000);

const WORKLOAD = `
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: shop }
spec: { type: workload, owner: shop }
`;

const LOGS = `
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: shop-logs }
spec: { type: log-analytics, owner: shop, system: shop }
`;

const VAULT = `
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: shop-kv }
spec: { type: key-vault, owner: shop, system: shop, sendsTelemetryTo: [shop-logs] }
`;

const MALFORMED_STAMP = `
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: shop-prod-westeurope-001 }
spec:
  type: deployment-stamp
  system: shop
  region: West Europe
  environment: prod
  instance: 1
  lifecycle: active
  dependsOn: [resource:shop-kv, shop-logs]
`;

describe('catalogModuleWorkload', () => {
  let directory: string;
  let backend: TestBackend;
  let catalog: CatalogService;
  const changed: string[] = [];

  beforeAll(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'estate-')), 'made');
    const events = mockServices.events();
    await events.subscribe({
      id: 'test',
      topics: [ENTITIES_TOPIC],
      async onEvent({ eventPayload }) {
        changed.push(...(eventPayload as EntitiesChanged).workloadRefs);
      },
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
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleWorkload,
        reader,
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => events,
        }),
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              providers: { plumblineEstate: { directory } },
            },
          },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend.stop();
    await rm(dirname(directory), { recursive: true });
  });

  const write = async (path: string, text: string) => {
    const file = join(directory, path, 'catalog-info.yaml');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const read = async (ref: string) =>
    (await catalog.getEntityByRef(ref, {
      credentials: await mockServices.auth().getOwnServiceCredentials(),
    })) as AlphaEntity | undefined;

  /** Polls until `check` stops throwing; the wait is bounded by the test's timeout. */
  const eventually = async (check: () => Promise<void> | void) => {
    for (;;) {
      try {
        await check();
        return;
      } catch (error) {
        if (!(error as Error).message.includes('expect(')) throw error;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    }
  };

  it('takes entities in, relates telemetry and says which workload changed', async () => {
    await write('shop', WORKLOAD);
    await write('shop/common', `${LOGS}---${VAULT}`);
    await eventually(async () => {
      expect((await read('resource:default/shop-kv'))?.relations).toEqual(
        expect.arrayContaining([
          {
            type: 'sendsTelemetryTo',
            targetRef: 'resource:default/shop-logs',
          },
        ]),
      );
      expect((await read('resource:default/shop-logs'))?.relations).toEqual(
        expect.arrayContaining([
          {
            type: 'receivesTelemetryFrom',
            targetRef: 'resource:default/shop-kv',
          },
        ]),
      );
      expect(changed).toContain('system:default/shop');
    });
    const vault = await read('resource:default/shop-kv');
    expect(
      vault?.metadata.annotations?.['backstage.io/managed-by-location'],
    ).toBe(`file:${join(directory, 'shop/common/catalog-info.yaml')}`);
    expect(vault?.status).toBeUndefined();
  });

  it('shows a malformed stamp with what is wrong on it, and the rest as it was', async () => {
    await write('shop/stamp', MALFORMED_STAMP);
    await eventually(async () => {
      const stamp = await read('resource:default/shop-prod-westeurope-001');
      expect(stamp?.status?.items?.map(item => item.error?.message)).toEqual([
        'spec.owner: found nothing, expected an entity ref such as group:default/payments',
        'spec.region: found "West Europe", expected an Azure region name such as westeurope',
        'spec.dependsOn[1]: found "shop-logs", expected an entity ref with its kind such as resource:default/payments-kv',
      ]);
      expect(stamp?.status?.items?.[0]).toMatchObject({
        type: 'backstage.io/catalog-processing',
        level: 'error',
      });
      expect(stamp?.metadata.annotations).not.toHaveProperty([
        'plumbline.io/problems',
      ]);
      expect(stamp?.relations).toEqual(
        expect.arrayContaining([
          { type: 'dependsOn', targetRef: 'resource:default/shop-kv' },
        ]),
      );
    });
    expect((await read('system:default/shop'))?.status).toBeUndefined();
  });

  it('keeps the last good entities of a file that is malformed, and drops those of one that goes', async () => {
    await write('shop/common', `${LOGS}---\nkind: [`);
    await rm(join(directory, 'shop/stamp'), { recursive: true });
    changed.length = 0;
    await eventually(async () => {
      expect(
        await read('resource:default/shop-prod-westeurope-001'),
      ).toBeUndefined();
      expect(changed).toContain('system:default/shop');
    });
    expect(await read('resource:default/shop-kv')).toBeDefined();
  });
});
