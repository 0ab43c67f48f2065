import {
  SchedulerServiceTaskScheduleDefinition,
  coreServices,
  createBackendPlugin,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { secretExpiryPermissions } from '@plumbline/plugin-secret-expiry-common';
import {
  CredentialSource,
  credentialSourcesExtensionPoint,
} from '@plumbline/plugin-secret-expiry-node';
import {
  SummaryStore,
  followChangedWorkloads,
} from '@plumbline/plugin-workload-node';
import { InventorySource } from './inventory/InventorySource';
import { readInventoryDirectories } from './inventory/readInventoryConfig';
import { createRouter } from './router/createRouter';
import { CredentialReader } from './store/CredentialReader';
import { ListingStore } from './store/ListingStore';
import { openDatabase } from './store/migrate';
import { Scan } from './tasks/Scan';
import { Summaries } from './tasks/Summaries';

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { seconds: 30 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 3 },
};

const REFRESH_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 15 },
};

/** The secret-expiry back end: what expires when, for each workload. */
export const secretExpiryPlugin = createBackendPlugin({
  pluginId: 'secret-expiry',
  register(env) {
    const sources = new Map<string, CredentialSource>();
    const addSource = (source: CredentialSource) => {
      if (sources.has(source.id)) {
        throw new Error(`Credential source '${source.id}' was added before`);
      }
      sources.set(source.id, source);
    };
    env.registerExtensionPoint(credentialSourcesExtensionPoint, { addSource });

    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, catalog, config, events, httpAuth, logger } = deps;
        const directories = readInventoryDirectories(config);
        if (directories.length > 0) addSource(new InventorySource(directories));

        const database = await openDatabase(deps.database);
        const reader = new CredentialReader(database);
        const summaryStore = new SummaryStore({
          database,
          events,
          family: 'secret-expiry',
        });
        const summaries = new Summaries({
          auth,
          catalog,
          reader,
          store: summaryStore,
        });
        const scan = new Scan({
          sources: [...sources.values()],
          store: new ListingStore(database),
          logger,
        });

        deps.permissionsRegistry.addPermissions(secretExpiryPermissions);
        deps.httpRouter.use(
          createRouter({
            httpAuth,
            permissions: deps.permissions,
            reader,
            summaries: summaryStore,
          }),
        );

        const schedule = config.has('secretExpiry.schedule')
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              config.getConfig('secretExpiry.schedule'),
            )
          : DEFAULT_SCHEDULE;
        await deps.scheduler.scheduleTask({
          id: 'scan',
          ...schedule,
          fn: async signal => {
            await summaries.refresh(await scan.run(signal));
          },
        });
        await deps.scheduler.scheduleTask({
          id: 'refresh-summaries',
          ...REFRESH_SCHEDULE,
          fn: () => summaries.refreshAll(),
        });
        await followChangedWorkloads({
          events,
          lifecycle: deps.lifecycle,
          logger,
          subscriberId: 'secret-expiry',
          work: refs => summaries.refresh(refs),
        });
      },
    });
  },
});
