import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { workloadPermissions } from '@plumbline/plugin-workload-common';
import {
  BackendClient,
  FamilyClient,
  PlaceReader,
} from '@plumbline/plugin-workload-node';
import { createIncidents } from './incidents/startIncidents';
import { LiveRows } from './live/LiveRows';
import { readHealthConfig } from './readHealthConfig';
import { serveApi } from './router/serveApi';
import { FamilyStore } from './store/FamilyStore';
import { GraphStore } from './store/GraphStore';
import { HealthModelStore } from './store/HealthModelStore';
import { Keeper } from './store/Keeper';
import { openDatabase } from './store/openDatabase';
import { PullSummaries } from './tasks/PullSummaries';
import { ReadModels } from './tasks/ReadModels';
import { RefreshGraph } from './tasks/RefreshGraph';
import { RollUp } from './tasks/RollUp';
import { followEvents } from './tasks/followEvents';
import { startTasks } from './tasks/startTasks';

/** Health, service map and portfolio of workloads. */
export const workloadPlugin = createBackendPlugin({
  pluginId: 'workload',
  register(env) {
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
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, catalog, config, discovery, events, logger } = deps;
        const settings = readHealthConfig(config);
        deps.permissionsRegistry.addPermissions(workloadPermissions);

        const database = await openDatabase(deps.database);
        const incidents = createIncidents({ ...deps, database });
        const graphs = new GraphStore(database, incidents.desk);
        const families = new FamilyStore(database);
        const liveRows = new LiveRows(deps);
        const onChanged = (refs: string[]) => liveRows.tell(refs);
        const rollUp = new RollUp({
          database,
          events,
          logger,
          incidents: incidents.desk,
          onChanged,
        });
        const readModels = new ReadModels({
          logger,
          models: new HealthModelStore(database),
          reader: new PlaceReader(deps.urlReader),
          rollUp,
          rules: {
            integrations: ScmIntegrations.fromConfig(config),
            directories: settings.modelDirectories,
          },
        });
        const refreshGraph = new RefreshGraph({
          auth,
          catalog,
          graphs,
          models: readModels,
          rollUp,
        });
        const pullSummaries = new PullSummaries({
          client: new FamilyClient(new BackendClient({ auth, discovery })),
          families,
          rollUp,
          logger,
        });
        const tasks = {
          ...deps,
          keeper: new Keeper(database, { days: settings.retentionDays }),
          refreshGraph,
          readModels,
          pullSummaries,
          rollUp,
        };

        await followEvents(tasks);
        // Families that start later than this plugin would look absent before.
        deps.rootLifecycle.addStartupHook(() => {
          // The start must not wait for the first run.
          startTasks(tasks).catch(error =>
            logger.error('Workloads will not be read regularly', error),
          );
        });

        await incidents.start(deps.scheduler);
        serveApi({ ...deps, database, incidents, onChanged, rollUp });
      },
    });
  },
});
