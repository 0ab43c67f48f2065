import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  TestBackend,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import catalogModuleWorkload from '@plumbline/plugin-catalog-backend-module-workload';
// The real one: what it tells is what this module shows.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import stampPlugin from '@plumbline/plugin-stamp-backend';
import {
  DEFAULT_POLICY,
  REGIONS,
  planStamp,
} from '@plumbline/plugin-stamp-common';
import {
  FolderEstate,
  readStaticCode,
  renderChange,
} from '@plumbline/plugin-stamp-node';
import catalogModuleStamp from '.';

jest.setTimeout(120_000);

const REF = 'resource:default/shop-prod-westeurope-001';

const WORKLOAD = `
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: shop }
spec: { type: workload, owner: shop }
`;

/** A stamp as the add-stamp template leaves it in a folder. */
async function publishStamp(directory: string) {
  const { plan } = planStamp(
    {
      workload: {
        ref: 'system:default/shop',
        owner: 'group:default/shop',
        globalResources: [],
      },
      environment: 'prod',
      region: 'westeurope',
      expectedUsers: 400,
      infrastructure: 'terraform',
      pipeline: 'github-actions',
      image: 'example.azurecr.io/shop:1.0.0',
    },
    [],
    REGIONS,
    DEFAULT_POLICY,
  );
  const change = renderChange(
    { kind: 'add', stamp: plan! },
    { code: await readStaticCode() },
  );
  await new FolderEstate(directory).publish(change);
}

describe('catalogModuleStamp', () => {
  let directory: string;
  let backend: TestBackend;
  let catalog: CatalogService;

  beforeAll(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'estate-')), 'made');
    await mkdir(join(directory, 'shop'), { recursive: true });
    await writeFile(join(directory, 'shop/catalog-info.yaml'), WORKLOAD);
    await publishStamp(directory);
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
        catalogModuleStamp,
        stampPlugin,
        reader,
        eventsServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            catalog: { providers: { plumblineEstate: { directory } } },
            stamp: {
              estate: { directory },
              reporters: [{ subject: 'external:test-service' }],
            },
          },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await rm(dirname(directory), { recursive: true });
  });

  const read = async () =>
    catalog.getEntityByRef(REF, {
      credentials: await mockServices.auth().getOwnServiceCredentials(),
    });

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

  const tell = async (report: object) => {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/stamp/statuses`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: mockCredentials.service.header(),
        },
        body: JSON.stringify({ reports: [{ stampRef: REF, ...report }] }),
      },
    );
    expect(await response.text()).toContain('"changed":1');
    expect(response.status).toBe(200);
  };

  it('shows a stamp as its file says until its pipeline tells, and then as told', async () => {
    await eventually(async () => {
      expect((await read())?.spec).toMatchObject({
        lifecycle: 'planned',
        trafficWeight: 100,
      });
    });
    expect(
      (await read())?.metadata.annotations?.['plumbline.io/stamp-told-at'],
    ).toBeUndefined();

    const observedAt = new Date().toISOString();
    await tell({ lifecycle: 'active', trafficWeight: 10, observedAt });
    await eventually(async () => {
      expect((await read())?.spec).toMatchObject({
        lifecycle: 'active',
        trafficWeight: 10,
      });
    });
    expect((await read())?.metadata.annotations).toMatchObject({
      'plumbline.io/stamp-told-at': observedAt,
    });

    await tell({
      lifecycle: 'active',
      trafficWeight: 100,
      observedAt: new Date().toISOString(),
    });
    await eventually(async () => {
      expect((await read())?.spec).toMatchObject({ trafficWeight: 100 });
    });
    expect((await read())?.relations).toEqual(
      expect.arrayContaining([
        { type: 'partOf', targetRef: 'system:default/shop' },
      ]),
    );
  });
});
