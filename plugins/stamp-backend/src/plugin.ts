import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  readPlacementPolicy,
  stampManagePermission,
  stampPermissions,
} from '@plumbline/plugin-stamp-common';
import {
  StampPlanner,
  StampRights,
  createEstate,
} from '@plumbline/plugin-stamp-node';
import {
  Ownership,
  SummaryStore,
  followChangedWorkloads,
} from '@plumbline/plugin-workload-node';
import { registerActions } from './actions/registerActions';
import { StampFinder } from './catalog/StampFinder';
import { StatusNews } from './catalog/StatusNews';
import { readReporters } from './config/readReporters';
import { readStampConfig } from './config/readStampConfig';
import { PlanDesk } from './plans/PlanDesk';
import { createRouter } from './router/createRouter';
import { StatusDesk } from './router/statuses/StatusDesk';
import { StampReader } from './store/StampReader';
import { StampStore } from './store/StampStore';
import { StatusStore } from './store/StatusStore';
import { WorkloadStore } from './store/WorkloadStore';
import { openDatabase } from './store/openDatabase';
import { Summarizer } from './summary/Summarizer';
import { CatalogKeeper } from './tasks/CatalogKeeper';
import { DriftKeeper } from './tasks/DriftKeeper';

const DAY_MS = 86_400_000;

/** Plans of stamps, what their pipelines told, drift, and API. */
export const stampPlugin = createBackendPlugin({
  pluginId: 'stamp',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
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
        userInfo: coreServices.userInfo,
      },
      async init({
        actionsRegistry,
        auditor,
        auth,
        catalog,
        config,
        database,
        events,
        httpAuth,
        httpRouter,
        lifecycle,
        logger,
        permissions,
        permissionsRegistry,
        scheduler,
        userInfo,
      }) {
        permissionsRegistry.addPermissions(stampPermissions);
        const settings = readStampConfig(config);
        const estate = createEstate({ config, logger });

        const client = await openDatabase(database);
        const workloads = new WorkloadStore(client);
        const stamps = new StampStore(client);
        const statuses = new StatusStore(client);
        const reader = new StampReader(client);
        const summaries = new SummaryStore({
          database: client,
          events,
          family: 'stamp',
        });
        const summarizer = new Summarizer({ reader, summaries, workloads });
        const catalogKeeper = new CatalogKeeper({
          auth,
          catalog,
          stamps,
          workloads,
        });
        const driftKeeper =
          estate &&
          new DriftKeeper({
            estate,
            stamps,
            workloads,
            logger,
            onRead: refs => summarizer.summarize(refs, new Date()),
          });
        const finder = new StampFinder({
          auth,
          catalog,
          catalogKeeper,
          driftKeeper,
        });
        const news = new StatusNews({ auth, catalog, events, logger });
        lifecycle.addShutdownHook(() => news.close());

        await scheduler.scheduleTask({
          id: 'stamp-catalog',
          scope: 'global',
          frequency: { minutes: 5 },
          timeout: { minutes: 15 },
          initialDelay: { seconds: 10 },
          fn: async () => {
            await catalogKeeper.keepAll(new Date());
          },
        });
        if (driftKeeper) {
          await scheduler.scheduleTask({
            id: 'stamp-drift',
            scope: 'global',
            ...settings.schedule,
            fn: () => driftKeeper.run(new Date()),
          });
        }
        await scheduler.scheduleTask({
          id: 'stamp-summaries',
          scope: 'global',
          frequency: { minutes: 10 },
          timeout: { minutes: 10 },
          initialDelay: { seconds: 25 },
          fn: () => summarizer.summarizeAll(new Date()),
        });
        await scheduler.scheduleTask({
          id: 'stamp-prune',
          scope: 'global',
          frequency: { hours: 24 },
          timeout: { minutes: 10 },
          initialDelay: { minutes: 5 },
          fn: async () => {
            const oldest = Date.now() - settings.retentionDays * DAY_MS;
            await statuses.prune(new Date(oldest));
          },
        });
        await followChangedWorkloads({
          events,
          lifecycle,
          logger,
          subscriberId: 'stamp',
          work: async refs => {
            await catalogKeeper.keep(refs, new Date());
            await summarizer.summarize(refs, new Date());
            await driftKeeper?.look(refs, new Date());
          },
        });

        const desk = new PlanDesk({
          planner: new StampPlanner({
            catalog,
            estate,
            policy: readPlacementPolicy(config),
            statuses: refs => statuses.read(refs),
          }),
          rights: new StampRights({ auth, catalog, permissions, userInfo }),
          estate,
        });
        registerActions({
          actionsRegistry,
          auditor,
          permissions,
          desk,
          reader,
        });
        httpRouter.use(
          createRouter({
            services: { auditor, httpAuth, permissions },
            summaries,
            statuses: {
              desk: new StatusDesk({
                reporters: readReporters(config),
                store: statuses,
                lookFor: refs => finder.lookFor(refs),
                onChanged: async (stampRefs, workloadRefs) => {
                  await news.spread(stampRefs);
                  // What was told is stored; the task makes up for this.
                  await summarizer
                    .summarize(workloadRefs, new Date())
                    .catch(error =>
                      logger.warn('Summaries of stamps are late', error),
                    );
                },
              }),
              store: statuses,
            },
            workloads: {
              ownership: new Ownership({
                auth,
                httpAuth,
                permissions,
                userInfo,
                workloads,
                manage: stampManagePermission,
              }),
              reader,
            },
            stamps: { reader },
            plans: { desk },
          }),
        );
      },
    });
  },
});
