/* eslint-disable @backstage/no-mixed-plugin-imports */
// The real plugins of the families: what they make of a stamp that nobody told them about.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  TestBackend,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import catalogModuleWorkload from '@plumbline/plugin-catalog-backend-module-workload';
import secretExpiryPlugin from '@plumbline/plugin-secret-expiry-backend';
import secretExpiryModuleAzure from '@plumbline/plugin-secret-expiry-backend-module-azure';
import sloPlugin from '@plumbline/plugin-slo-backend';
import sloModuleAzureMonitor from '@plumbline/plugin-slo-backend-module-azure-monitor';
import stampPlugin from '@plumbline/plugin-stamp-backend';
import {
  DEFAULT_POLICY,
  REGIONS,
  StampPlan,
  planStamp,
} from '@plumbline/plugin-stamp-common';
import {
  FolderEstate,
  readStaticCode,
  renderChange,
} from '@plumbline/plugin-stamp-node';
import catalogModuleStamp from '.';

jest.setTimeout(120_000);

const WORKLOAD = `
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: shop }
spec: { type: workload, owner: shop }
`;
const EVERY_SECOND = {
  frequency: { seconds: 1 },
  timeout: { minutes: 1 },
  initialDelay: { seconds: 1 },
};

function planned(): StampPlan {
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
  return plan!;
}

describe('a new stamp', () => {
  const plan = planned();
  let directory: string;
  let backend: TestBackend;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'estate-'));
    await mkdir(join(directory, 'shop'), { recursive: true });
    await writeFile(join(directory, 'shop/catalog-info.yaml'), WORKLOAD);
    const change = renderChange(
      { kind: 'add', stamp: plan },
      { code: await readStaticCode() },
    );
    await new FolderEstate(directory).publish(change);
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleWorkload,
        catalogModuleStamp,
        eventsServiceFactory,
        schedulerServiceFactory,
        secretExpiryPlugin,
        secretExpiryModuleAzure,
        sloPlugin,
        sloModuleAzureMonitor,
        stampPlugin,
        mockServices.rootConfig.factory({
          data: {
            catalog: { providers: { plumblineEstate: { directory } } },
            stamp: {
              estate: { directory },
              reporters: [{ subject: 'external:test-service' }],
            },
            slo: {
              schedule: EVERY_SECOND,
              catalogDocuments: {
                directories: [directory],
                schedule: EVERY_SECOND,
              },
            },
            secretExpiry: {
              // None is approved, so that no call leaves this machine.
              keyVault: { schedule: EVERY_SECOND },
            },
          },
        }),
      ],
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await rm(directory, { recursive: true });
  });

  const call = async (path: string, body?: object) => {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api${path}`,
      {
        method: body ? 'POST' : 'GET',
        headers: {
          'Content-Type': 'application/json',
          Authorization: mockCredentials.service.header(),
        },
        body: JSON.stringify(body),
      },
    );
    return response.json();
  };
  const tell = (lifecycle: string) =>
    call('/stamp/statuses', {
      reports: [
        {
          stampRef: plan.stampRef,
          lifecycle,
          trafficWeight: lifecycle === 'active' ? 100 : 0,
          observedAt: new Date().toISOString(),
        },
      ],
    });
  const slos = async () =>
    (await call('/slo/workloads/default/shop/slos')).slos ?? [];
  const credentials = () =>
    call('/secret-expiry/workloads/default/shop/overview');

  /** Polls until `check` stops throwing, for up to half a minute. */
  const eventually = async (check: () => Promise<void>) => {
    const deadline = Date.now() + 30_000;
    for (;;) {
      try {
        await check();
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    }
  };

  it('has service levels and a vault from when it is active until it is retired', async () => {
    await eventually(async () => {
      expect(await tell('active')).toMatchObject({ reports: 1 });
    });
    await eventually(async () => {
      expect(await slos()).toEqual(
        ['Availability', 'Latency'].map(displayName =>
          expect.objectContaining({
            displayName,
            entityRef: plan.stampRef,
            state: 'no-data',
            error: `There is no data source '${plan.azureNames.logAnalytics}' (slo.azureMonitor.logs.dataSources), and no subscription is approved to find a workspace of that name in (slo.azureMonitor.logs.subscriptions)`,
          }),
        ),
      );
    });
    await eventually(async () => {
      expect(await credentials()).toMatchObject({
        coverage: 'partly',
        places: [
          {
            title: expect.stringContaining(plan.azureNames.keyVault),
            outcome: 'could-not-look',
            reason: `Key Vault ${plan.azureNames.keyVault} is not approved: neither its name nor its subscription is in secretExpiry.keyVault`,
          },
        ],
        vaultFindings: [],
      });
    });

    await tell('retired');
    await eventually(async () => {
      expect(await slos()).toEqual([]);
      expect((await credentials()).places).toEqual([]);
    });
  });
});
