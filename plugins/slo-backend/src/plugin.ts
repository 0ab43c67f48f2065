import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  sloManagePermission,
  sloPermissions,
} from '@plumbline/plugin-slo-common';
import { sloSourcesExtensionPoint } from '@plumbline/plugin-slo-node';
import {
  Ownership,
  OutboxStore,
  OwnerNotifications,
  PlaceReader,
  Postman,
  SummaryStore,
  followChangedWorkloads,
} from '@plumbline/plugin-workload-node';
import { registerActions } from './actions/registerActions';
import { SlaTableLoader } from './agreements/SlaTableLoader';
import { CatalogKeeper } from './catalog/CatalogKeeper';
import { readBudgetPolicies } from './config/readBudgetPolicies';
import { readDependencySlas } from './config/readDependencySlas';
import { readPushers } from './config/readPushers';
import { readSloConfig } from './config/readSloConfig';
import { CatalogDocuments } from './documents/CatalogDocuments';
import { CatalogDocumentStore } from './documents/CatalogDocumentStore';
import { DocumentLoader } from './documents/DocumentLoader';
import { NoticeRound } from './notices/NoticeRound';
import { NoticeStore } from './notices/NoticeStore';
import { NOTIFICATIONS, sloDigest } from './notices/SloMessage';
import { readNoticeSettings } from './notices/readNoticeSettings';
import { AgreementDesk } from './router/agreements/AgreementDesk';
import { createRouter } from './router/createRouter';
import { ExclusionDesk } from './router/exclusions/ExclusionDesk';
import { PushDesk } from './router/pushes/PushDesk';
import { SamplesSource } from './sources/SamplesSource';
import { SliSources } from './sources/SliSources';
import { AgreementStore } from './store/AgreementStore';
import { AlertStore } from './store/AlertStore';
import { ExclusionStore } from './store/ExclusionStore';
import { Keeper } from './store/Keeper';
import { ObjectiveStore } from './store/ObjectiveStore';
import { ReportStore } from './store/ReportStore';
import { RollupStore } from './store/RollupStore';
import { SampleStore } from './store/SampleStore';
import { SloGroupStore } from './store/SloGroupStore';
import { SloListStore } from './store/SloListStore';
import { SeriesStore } from './store/SeriesStore';
import { StatusStore } from './store/StatusStore';
import { TimelineStore } from './store/TimelineStore';
import { WorkloadStore } from './store/WorkloadStore';
import { openDatabase } from './store/openDatabase';
import { Summarizer } from './summary/Summarizer';
import { Collector } from './tasks/Collector';
import { Evaluator } from './tasks/Evaluator';
import { ReportKeeper } from './tasks/ReportKeeper';
import { SloRound } from './tasks/SloRound';
import { readSloWebhooks } from './webhooks/SloWebhook';

/** SLO status: OpenSLO documents, collection from SLI sources, evaluation and API. */
export const sloPlugin = createBackendPlugin({
  pluginId: 'slo',
  register(env) {
    const sources = new SliSources();
    env.registerExtensionPoint(sloSourcesExtensionPoint, sources);
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
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
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
        notifications,
        permissions,
        permissionsRegistry,
        scheduler,
        urlReader,
        userInfo,
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
        const catalogDocuments = new CatalogDocumentStore(client);
        const workloads = new WorkloadStore(client);
        const timeline = new TimelineStore(client);
        const agreements = new AgreementStore(client);
        const catalogKeeper = new CatalogKeeper({
          auth,
          catalog,
          tables: new SlaTableLoader({
            files: readDependencySlas(config),
            logger,
          }),
          agreements,
          objectives,
          timeline,
          workloads,
        });
        const ownership = new Ownership({
          auth,
          httpAuth,
          permissions,
          userInfo,
          workloads,
          manage: sloManagePermission,
        });
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
          agreements,
        });
        const collector = new Collector({ sources, series, rollups, logger });
        const policies = readBudgetPolicies(config);
        const evaluator = new Evaluator({
          series,
          rollups,
          statuses,
          alerts,
          exclusions,
          delaySeconds: definition => collector.delaySeconds(definition),
          policies,
          logger,
        });
        const round = new SloRound({
          documents: new DocumentLoader(settings.documents, catalogDocuments),
          objectives,
          collector,
          evaluator,
          summarizer,
          keeper: new Keeper(
            { series, rollups, statuses, alerts, exclusions, samples, reports },
            settings.retention,
          ),
          // What they promise is held against what their dependencies allow.
          onDeclared: refs => catalogKeeper.keep(refs, new Date()),
          logger,
        });

        const telling = readNoticeSettings(config);
        const webhooks = readSloWebhooks(config);
        const notices = new NoticeRound({
          notices: new NoticeStore(client),
          objectives,
          statuses,
          workloads,
          webhooks,
          policies,
          ...telling,
        });
        const postman = new Postman({
          outbox: new OutboxStore(client),
          channels: [
            new OwnerNotifications(notifications, NOTIFICATIONS),
            ...webhooks,
          ],
          digest: sloDigest,
          logger,
        });

        const reportKeeper = new ReportKeeper({
          objectives,
          series,
          rollups,
          exclusions,
          alerts,
          timeline,
          workloads,
          reports,
        });

        const documentReader = new CatalogDocuments({
          auth,
          catalog,
          rules: {
            integrations: ScmIntegrations.fromConfig(config),
            directories: settings.catalogDocuments.directories,
          },
          logger,
          reader: new PlaceReader(urlReader),
          store: catalogDocuments,
        });

        await scheduler.scheduleTask({
          id: 'slo-documents',
          scope: 'global',
          ...settings.catalogDocuments.schedule,
          fn: () => documentReader.read(new Date()),
        });
        await scheduler.scheduleTask({
          id: 'slo-round',
          scope: 'global',
          ...settings.schedule,
          fn: async () => {
            await round.run();
            await notices.run(new Date());
            // Whoever is slow to take a message must not hold up the numbers.
            postman.start();
          },
        });
        await scheduler.scheduleTask({
          id: 'slo-outbox',
          scope: 'global',
          frequency: { minutes: 1 },
          timeout: { minutes: 15 },
          initialDelay: { seconds: 45 },
          fn: () => postman.run(),
        });
        await scheduler.scheduleTask({
          id: 'slo-reports',
          scope: 'global',
          frequency: { minutes: 30 },
          timeout: { minutes: 25 },
          initialDelay: { minutes: 2 },
          fn: () => reportKeeper.run(new Date()),
        });
        await scheduler.scheduleTask({
          id: 'slo-summaries',
          scope: 'global',
          frequency: { minutes: 2 },
          timeout: { minutes: 10 },
          initialDelay: { seconds: 20 },
          fn: () => summarizer.summarizeAll(new Date()),
        });
        await scheduler.scheduleTask({
          id: 'slo-catalog',
          scope: 'global',
          frequency: { minutes: 5 },
          timeout: { minutes: 15 },
          initialDelay: { seconds: 10 },
          fn: () => catalogKeeper.keepAll(new Date()),
        });
        await followChangedWorkloads({
          events,
          lifecycle,
          logger,
          subscriberId: 'slo',
          work: async refs => {
            await catalogKeeper.keep(refs, new Date());
            await summarizer.summarize(refs, new Date());
          },
        });

        const list = new SloListStore(client);
        registerActions({
          actionsRegistry,
          permissions,
          list,
          statuses,
          alerts,
          timeline,
        });
        httpRouter.use(
          createRouter({
            services: { auditor, httpAuth, permissions },
            summaries,
            slos: {
              list,
              groups: new SloGroupStore(client),
              objectives,
              statuses,
            },
            workloads: { list, objectives, statuses },
            timeline: { timeline, alerts, exclusions },
            agreements: {
              desk: new AgreementDesk({
                store: agreements,
                recompose: ref => catalogKeeper.keep([ref], new Date()),
              }),
              ownership,
            },
            exclusions: {
              desk: new ExclusionDesk({ objectives, store: exclusions }),
              ownership,
              store: exclusions,
            },
            reports: { reports },
            pushes: {
              desk: new PushDesk({
                pushers: readPushers(config),
                samples,
                timeline,
                workloads,
              }),
            },
          }),
        );
      },
    });
  },
});
