import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
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
import { startTelling } from './notices/startTelling';
import { readExpiryPolicy } from './readExpiryPolicy';
import { readRetention } from './readRetention';
import { serveApi } from './router/serveApi';
import { CredentialReader } from './store/CredentialReader';
import { Keeper } from './store/Keeper';
import { ListingStore } from './store/ListingStore';
import { ScanStore } from './store/ScanStore';
import { WorkloadStore } from './store/WorkloadStore';
import { openDatabase } from './store/migrate';
import { Summaries } from './tasks/Summaries';
import { scanTaskId, startScanning } from './tasks/startScanning';

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
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, catalog, config, events, logger, scheduler } = deps;
        const directories = readInventoryDirectories(config);
        if (directories.length > 0) addSource(new InventorySource(directories));
        const policy = readExpiryPolicy(config);

        const database = await openDatabase(deps.database);
        const listings = new ListingStore(database, policy);
        const summaryStore = new SummaryStore({
          database,
          events,
          family: 'secret-expiry',
        });
        const summaries = new Summaries({
          auth,
          catalog,
          listings,
          reader: new CredentialReader(database),
          store: summaryStore,
          workloads: new WorkloadStore(database),
        });

        deps.permissionsRegistry.addPermissions(secretExpiryPermissions);
        serveApi({
          ...deps,
          database,
          policy,
          summaries: summaryStore,
          refresh: refs => summaries.refresh(refs),
          taskOf: scanTaskId,
        });
        await startScanning({
          config,
          keeper: new Keeper(database, { days: readRetention(config) }),
          listings,
          logger,
          scans: new ScanStore(database),
          scheduler,
          sources: [...sources.values()],
          summaries,
        });
        await startTelling({
          config,
          database,
          logger,
          notifications: deps.notifications,
          scheduler,
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
