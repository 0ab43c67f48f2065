import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { workloadPermissions } from '@plumbline/plugin-workload-common';
import { BackendClient, FamilyClient } from '@plumbline/plugin-workload-node';
import { LiveRows } from './live/LiveRows';
import { serveApi } from './router/serveApi';
import { FamilyStore } from './store/FamilyStore';
import { GraphStore } from './store/GraphStore';
import { openDatabase } from './store/openDatabase';
import { PullSummaries } from './tasks/PullSummaries';
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
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootLifecycle: coreServices.rootLifecycle,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, catalog, discovery, events, logger } = deps;
        deps.permissionsRegistry.addPermissions(workloadPermissions);

        const database = await openDatabase(deps.database);
        const graphs = new GraphStore(database);
        const families = new FamilyStore(database);
        const liveRows = new LiveRows(deps);
        const rollUp = new RollUp({
          database,
          events,
          onChanged: refs => liveRows.tell(refs),
        });
        const refreshGraph = new RefreshGraph({
          auth,
          catalog,
          graphs,
          rollUp,
        });
        const pullSummaries = new PullSummaries({
          client: new FamilyClient(new BackendClient({ auth, discovery })),
          families,
          rollUp,
          logger,
        });
        const tasks = { ...deps, refreshGraph, pullSummaries };

        await followEvents(tasks);
        // Families that start later than this plugin would look absent before.
        deps.rootLifecycle.addStartupHook(() => {
          // The start must not wait for the first run.
          startTasks(tasks).catch(error =>
            logger.error('Workloads will not be read regularly', error),
          );
        });

        serveApi({ ...deps, database, rollUp });
      },
    });
  },
});
