import {
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  TestBackend,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  FactSource,
  factSourcesExtensionPoint,
} from '@plumbline/plugin-maturity-node';
// The families themselves, so that what they really answer is what is read.
/* eslint-disable @backstage/no-mixed-plugin-imports */
import secretExpiryPlugin from '@plumbline/plugin-secret-expiry-backend';
import sloPlugin from '@plumbline/plugin-slo-backend';
import workloadPlugin from '@plumbline/plugin-workload-backend';
/* eslint-enable @backstage/no-mixed-plugin-imports */
import {
  ENTITIES_TOPIC,
  WorkloadEntity,
} from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import maturityModuleWorkload from '.';

jest.setTimeout(60_000);

const SHOP = 'system:default/shop';
const WORKLOAD: WorkloadEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'shop', namespace: 'default' },
  spec: { type: 'workload', owner: 'team' },
};

describe('maturityModuleWorkload', () => {
  const sources = new Map<string, FactSource>();
  const requested: [string, string[]][] = [];
  const events = mockServices.events();
  const backends: TestBackend[] = [];

  afterEach(async () => {
    await Promise.all(backends.splice(0).map(backend => backend.stop()));
    sources.clear();
    requested.length = 0;
  });

  async function start(...families: (typeof sloPlugin)[]) {
    const maturity = createBackendPlugin({
      pluginId: 'maturity',
      register(env) {
        env.registerExtensionPoint(factSourcesExtensionPoint, {
          addSource: source => sources.set(source.schema.source, source),
          requestCollection: (...request) => requested.push(request),
        });
        env.registerInit({ deps: {}, init: async () => {} });
      },
    });
    backends.push(
      await startTestBackend({
        features: [
          maturity,
          maturityModuleWorkload,
          ...families,
          catalogServiceMock.factory({ entities: [WORKLOAD] }),
          createServiceFactory({
            service: eventsServiceRef,
            deps: {},
            factory: () => events,
          }),
        ],
      }),
    );
  }

  async function collect(sourceId: string) {
    const workload: WorkloadEntities = {
      workloadRef: SHOP,
      workload: WORKLOAD,
      stamps: [],
      resources: [],
      components: [],
      apis: [],
    };
    const [answer] = await sources
      .get(sourceId)!
      .collect([{ workload }], { signal: new AbortController().signal });
    return answer;
  }

  /** Bounded by the test's timeout. */
  async function requestOf(sourceId: string) {
    while (!requested.some(([id]) => id === sourceId)) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    return requested.find(([id]) => id === sourceId)![1];
  }

  it('follows the families that are installed', async () => {
    await start(sloPlugin, secretExpiryPlugin, workloadPlugin);
    expect([...sources.keys()].sort()).toEqual([
      'credentials',
      'health',
      'slo',
      'stamps',
    ]);
    await events.publish({
      topic: ENTITIES_TOPIC,
      eventPayload: { workloadRefs: [SHOP] },
    });
    for (const id of ['stamps', 'slo', 'credentials', 'health']) {
      expect(await requestOf(id)).toEqual([SHOP]);
    }
    expect(await collect('slo')).toEqual({
      workloadRef: SHOP,
      facts: { objectives: [] },
    });
    // No source covers it, so only what the catalog tells is said.
    expect(await collect('credentials')).toEqual({
      workloadRef: SHOP,
      facts: {
        sharedVaults: [],
        stampsWithoutVault: [],
        withoutGlobalVault: false,
      },
    });
    expect(await collect('health')).toEqual({
      workloadRef: SHOP,
      facts: { observed: [], unobserved: [SHOP] },
    });
    expect((await collect('stamps')).facts).toMatchObject({ production: [] });
  });

  it('says which plugins are not installed', async () => {
    await start();
    expect((await collect('slo')).error).toBe("'slo' is not installed");
    expect((await collect('credentials')).error).toBe(
      "'secret-expiry' is not installed",
    );
    expect((await collect('health')).error).toBe("'workload' is not installed");
  });
});
