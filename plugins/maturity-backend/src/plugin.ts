import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  catalogFactSchema,
  createCelRuleLanguage,
  maturityPermissions,
} from '@plumbline/plugin-maturity-common';
import {
  SummaryStore,
  followChangedWorkloads,
} from '@plumbline/plugin-workload-node';
import { readConfig } from './config';
import { ModelRegistry } from './models/ModelRegistry';
import { AttestationDesk } from './router/AttestationDesk';
import { MaturityReader } from './router/MaturityReader';
import { createRouter } from './router/createRouter';
import { AttestationStore } from './store/AttestationStore';
import { FactStore } from './store/FactStore';
import { ModelStore } from './store/ModelStore';
import { ResultStore } from './store/ResultStore';
import { openDatabase } from './store/database';
import { CatalogCollector } from './tasks/CatalogCollector';
import { Evaluator } from './tasks/Evaluator';

/**
 * Holds every workload against maturity models: collects facts, takes
 * attestations, evaluates when either changes, and answers with what is stored.
 */
export const maturityPlugin = createBackendPlugin({
  pluginId: 'maturity',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        databaseService: coreServices.database,
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
        auditor,
        auth,
        catalog,
        config,
        databaseService,
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
        const sources = [catalogFactSchema];
        const database = await openDatabase(databaseService);
        const facts = new FactStore(database);
        const attestations = new AttestationStore(database);
        const results = new ResultStore(database);
        const summaries = new SummaryStore({
          database,
          events,
          family: 'maturity',
        });
        const models = await ModelRegistry.create({
          files: readConfig(config).modelFiles,
          rules: createCelRuleLanguage(sources),
          store: new ModelStore(database),
          logger,
        });
        const evaluator = new Evaluator({
          models,
          sources,
          facts,
          attestations,
          results,
          summaries,
        });
        const collector = new CatalogCollector({
          auth,
          catalog,
          facts,
          evaluator,
        });

        permissionsRegistry.addPermissions(maturityPermissions);
        httpRouter.use(
          createRouter({
            auditor,
            httpAuth,
            permissions,
            facts,
            reader: new MaturityReader({ models, facts, results }),
            desk: new AttestationDesk({
              auth,
              userInfo,
              catalog,
              criterion: id => models.criterion(id),
              store: attestations,
            }),
            summaries,
            evaluate: refs => evaluator.evaluate(refs),
          }),
        );

        await scheduler.scheduleTask({
          id: 'maturity-collect-catalog',
          frequency: { minutes: 5 },
          timeout: { minutes: 15 },
          initialDelay: { seconds: 10 },
          fn: () => collector.collectAll(),
        });
        // Each replica reads the files for itself.
        await scheduler.scheduleTask({
          id: 'maturity-refresh-models',
          scope: 'local',
          frequency: { seconds: 20 },
          timeout: { minutes: 15 },
          initialDelay: { seconds: 20 },
          fn: async () => {
            if (await models.refresh()) await evaluator.evaluateAll();
          },
        });
        await followChangedWorkloads({
          events,
          lifecycle,
          logger,
          subscriberId: 'maturity',
          work: refs => collector.collect(refs),
        });
      },
    });
  },
});
