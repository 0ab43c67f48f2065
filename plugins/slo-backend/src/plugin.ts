import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { sloPermissions } from '@plumbline/plugin-slo-common';
import { sloSourcesExtensionPoint } from '@plumbline/plugin-slo-node';
import {
  SummaryStore,
  followChangedWorkloads,
} from '@plumbline/plugin-workload-node';
import { readSloConfig } from './config/readSloConfig';
import { DocumentLoader } from './documents/DocumentLoader';
import { createRouter } from './router/createRouter';
import { SamplesSource } from './sources/SamplesSource';
import { SliSources } from './sources/SliSources';
import { AlertStore } from './store/AlertStore';
import { ExclusionStore } from './store/ExclusionStore';
import { Keeper } from './store/Keeper';
import { ObjectiveStore } from './store/ObjectiveStore';
import { ReportStore } from './store/ReportStore';
import { RollupStore } from './store/RollupStore';
import { SampleStore } from './store/SampleStore';
import { SloListStore } from './store/SloListStore';
import { SeriesStore } from './store/SeriesStore';
import { StatusStore } from './store/StatusStore';
import { openDatabase } from './store/openDatabase';
import { Summarizer } from './summary/Summarizer';
import { Collector } from './tasks/Collector';
import { Evaluator } from './tasks/Evaluator';
import { SloRound } from './tasks/SloRound';

/** SLO status: OpenSLO documents, collection from SLI sources, evaluation and API. */
export const sloPlugin = createBackendPlugin({
  pluginId: 'slo',
  register(env) {
    const sources = new SliSources();
    env.registerExtensionPoint(sloSourcesExtensionPoint, sources);
    env.registerInit({
      deps: {
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
      },
      async init({
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
      }) {
        permissionsRegistry.addPermissions(sloPermissions);
        const settings = readSloConfig(config);

        const client = await openDatabase(database);
        const samples = new SampleStore(client);
        sources.addSource(
          new SamplesSource({ directory: settings.samplesDirectory, samples }),
        );
        const series = new SeriesStore(client);
        const rollups = new RollupStore(client);
        const alerts = new AlertStore(client);
        const exclusions = new ExclusionStore(client);
        const reports = new ReportStore(client);
        const objectives = new ObjectiveStore(client, series);
        const statuses = new StatusStore(client);
        const summaries = new SummaryStore({
          database: client,
          events,
          family: 'slo',
        });
        const summarizer = new Summarizer({
          auth,
          catalog,
          objectives,
          statuses,
          summaries,
        });
        const collector = new Collector({ sources, series, rollups, logger });
        const evaluator = new Evaluator({
          series,
          rollups,
          statuses,
          alerts,
          exclusions,
          delaySeconds: definition => collector.delaySeconds(definition),
          logger,
        });
        const round = new SloRound({
          documents: new DocumentLoader(settings.documents),
          objectives,
          collector,
          evaluator,
          summarizer,
          keeper: new Keeper(
            { series, rollups, statuses, alerts, exclusions, samples, reports },
            settings.retention,
          ),
          logger,
        });

        await scheduler.scheduleTask({
          id: 'slo-round',
          scope: 'global',
          ...settings.schedule,
          fn: () => round.run(),
        });
        await scheduler.scheduleTask({
          id: 'slo-summaries',
          scope: 'global',
          frequency: { minutes: 2 },
          timeout: { minutes: 10 },
          initialDelay: { seconds: 20 },
          fn: () => summarizer.summarizeAll(new Date()),
        });
        await followChangedWorkloads({
          events,
          lifecycle,
          logger,
          subscriberId: 'slo',
          work: refs => summarizer.summarize(refs, new Date()),
        });

        httpRouter.use(
          createRouter({
            services: { auditor, httpAuth, permissions },
            summaries,
            slos: { list: new SloListStore(client), statuses },
            workloads: { objectives, statuses },
          }),
        );
      },
    });
  },
});
