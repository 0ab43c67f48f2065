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
  createCelRuleLanguage,
  maturityPermissions,
} from '@plumbline/plugin-maturity-common';
import { factSourcesExtensionPoint } from '@plumbline/plugin-maturity-node';
import {
  SummaryStore,
  followChangedWorkloads,
} from '@plumbline/plugin-workload-node';
import { registerActions } from './actions/registerActions';
import { readConfig } from './config';
import { ModelRegistry } from './models/ModelRegistry';
import { followModels } from './models/followModels';
import { modelPlaces } from './models/modelPlaces';
import { AttestationDesk } from './router/attestations/AttestationDesk';
import { BadgeReader } from './router/badges/BadgeReader';
import { BADGES_PATH } from './router/badges/badgeRoutes';
import { CampaignDesk } from './router/campaigns/CampaignDesk';
import { createRouter } from './router/createRouter';
import { ExemptionDesk } from './router/exemptions/ExemptionDesk';
import { FactDesk } from './router/facts/FactDesk';
import { Ownership } from './router/ownership';
import { PortfolioReader } from './router/portfolio/PortfolioReader';
import { ScorecardReader } from './router/scorecards/ScorecardReader';
import { AttestationStore } from './store/AttestationStore';
import { ChangeStore } from './store/ChangeStore';
import { DryRunStore } from './store/DryRunStore';
import { CampaignStore } from './store/CampaignStore';
import { DigestStore } from './store/DigestStore';
import { ExemptionStore } from './store/ExemptionStore';
import { FactStore } from './store/FactStore';
import { MilestoneStore } from './store/MilestoneStore';
import { ModelStore } from './store/ModelStore';
import { PortfolioStore } from './store/PortfolioStore';
import { RetentionStore } from './store/RetentionStore';
import { NoticeStore } from './store/NoticeStore';
import { ScorecardStore } from './store/ScorecardStore';
import { StrategyCountStore } from './store/StrategyCountStore';
import { TrendStore } from './store/TrendStore';
import { WorkloadStore } from './store/WorkloadStore';
import { openDatabase } from './store/database';
import { CampaignFollower } from './tasks/CampaignFollower';
import { CatalogSource } from './tasks/CatalogSource';
import { DryRunner } from './tasks/DryRunner';
import { Evaluator } from './tasks/Evaluator';
import { FactCollector } from './tasks/FactCollector';
import { ReviewKeeper } from './tasks/ReviewKeeper';
import { SourceRegistry } from './tasks/SourceRegistry';
import { collectFacts } from './tasks/collectFacts';
import { NoticeRound } from './tasks/notices/NoticeRound';
import { NoticeSender } from './tasks/notices/NoticeSender';

/**
 * Holds every workload against maturity models: collects facts, takes answers,
 * evaluates when either changes, and answers with what is stored.
 */
export const maturityPlugin = createBackendPlugin({
  pluginId: 'maturity',
  register(env) {
    const registry = new SourceRegistry();
    const catalogSource = new CatalogSource();
    registry.addSource(catalogSource);
    env.registerExtensionPoint(factSourcesExtensionPoint, registry);

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
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
        databaseService,
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
        permissionsRegistry.addPermissions(maturityPermissions);
        const {
          models: locations,
          pushSources,
          publicBadges,
          historyRetentionDays,
          notifications: telling,
        } = readConfig(config);
        const collected = registry.sources.map(({ schema }) => schema);
        const sources = [
          ...collected,
          ...pushSources.map(({ schema }) => schema),
        ];

        const database = await openDatabase(databaseService);
        const workloads = new WorkloadStore(database);
        const facts = new FactStore(database);
        const attestations = new AttestationStore(database);
        const exemptions = new ExemptionStore(database);
        const scorecards = new ScorecardStore(database);
        const summaries = new SummaryStore({
          database,
          events,
          family: 'maturity',
        });
        const rules = createCelRuleLanguage(sources);
        const modelStore = new ModelStore(database);
        const models = await ModelRegistry.create({
          places: modelPlaces(locations, {
            reader: urlReader,
            integrations: ScmIntegrations.fromConfig(config),
          }),
          rules,
          store: modelStore,
          logger,
        });
        const trend = new TrendStore(database);
        const strategyCounts = new StrategyCountStore(database);
        const review = new ReviewKeeper({
          models,
          strategies: strategyCounts,
          trend,
          retention: new RetentionStore(database),
          retentionDays: historyRetentionDays,
          logger,
        });
        const campaigns = new CampaignStore(database);
        const follower = new CampaignFollower({
          models,
          campaigns,
          workloads,
          scorecards,
          logger,
        });
        const notices = new NoticeStore(database);
        const round = new NoticeRound({
          ...telling,
          models,
          workloads,
          exemptions,
          campaigns,
          digests: new DigestStore(database),
          notices,
          sender: new NoticeSender({ notifications, store: notices, logger }),
          logger,
        });
        const evaluator = new Evaluator({
          models,
          sources,
          workloads,
          facts,
          attestations,
          exemptions,
          scorecards,
          summaries,
          listeners: [
            async evaluated => review.noteEvaluated(evaluated),
            follower.onEvaluated,
          ],
        });
        const collector = new FactCollector({
          auth,
          catalog,
          sources: registry.sources,
          workloads,
          facts,
          evaluator,
          summaries,
          logger,
        });

        const dryRuns = new DryRunStore(database);
        const dryRunner = new DryRunner({
          models,
          rules,
          sources,
          workloads,
          facts,
          attestations,
          exemptions,
          scorecards,
          store: dryRuns,
          logger,
        });
        lifecycle.addShutdownHook(() => dryRunner.stop());

        const reader = new ScorecardReader({
          models,
          sources,
          workloads,
          facts,
          attestations,
          exemptions,
          scorecards,
        });
        const portfolioStore = new PortfolioStore(database);
        registerActions({
          actionsRegistry,
          permissions,
          models,
          reader,
          facts,
          portfolio: portfolioStore,
          sources,
          workloads,
        });
        if (publicBadges) {
          httpRouter.addAuthPolicy({
            path: BADGES_PATH,
            allow: 'unauthenticated',
          });
        }

        const portfolio = new PortfolioReader({
          portfolio: portfolioStore,
          changes: new ChangeStore(database),
          trend,
          strategies: strategyCounts,
          retentionDays: historyRetentionDays,
        });
        const ownership = new Ownership({ auth, userInfo, catalog });
        httpRouter.use(
          createRouter({
            services: { auditor, httpAuth, permissions },
            summaries,
            scorecards: {
              ownership,
              evaluate: refs => evaluator.evaluate(refs),
              reader,
            },
            attestations: {
              desk: new AttestationDesk({
                auth,
                ownership,
                criterion: id => models.criterion(id),
                store: attestations,
              }),
              evaluate: criteria =>
                evaluator.evaluateNews('criteria', criteria),
            },
            exemptions: {
              desk: new ExemptionDesk({
                auth,
                ownership,
                criterion: id => models.criterion(id),
                workloads,
                store: exemptions,
              }),
              store: exemptions,
              criterion: id => models.criterion(id),
              evaluate: (ref, criterionId) =>
                evaluator.evaluateNews(
                  'criteria',
                  new Map([[ref, [criterionId]]]),
                ),
              notify: exemption => {
                if (telling.enabled) round.tellOfExemption(exemption);
              },
            },
            campaigns: {
              desk: new CampaignDesk({
                auth,
                models,
                store: campaigns,
                follow: campaign => follower.followOne(campaign),
              }),
              store: campaigns,
            },
            facts: {
              desk: new FactDesk({
                auth,
                sources: pushSources,
                workloads,
                facts,
              }),
              facts,
              collected,
              pushed: pushSources,
              evaluate: changed => evaluator.evaluateNews('facts', changed),
              refresh: refs => collector.collect(refs),
            },
            models: { models, dryRunner, dryRuns },
            badges: {
              reader: new BadgeReader({ models, scorecards }),
              isPublic: publicBadges,
            },
            portfolio: { models, reader: portfolio },
            milestones: {
              models,
              milestones: new MilestoneStore(database),
              keptTime: (time, place) => portfolio.keptTime(time, place),
            },
          }),
        );

        await collectFacts({
          registry,
          collector,
          scheduler,
          lifecycle,
          logger,
        });
        await followChangedWorkloads({
          events,
          lifecycle,
          logger,
          subscriberId: 'maturity',
          work: async refs => {
            await collector.collect(refs, [catalogSource]);
            await follower.followWorkloads(refs);
          },
        });
        await review.start(scheduler, lifecycle);
        await follower.start(scheduler, lifecycle);
        if (telling.enabled) await round.start(scheduler);
        // Facts grow stale and answers end by time alone.
        await scheduler.scheduleTask({
          id: 'maturity-evaluate-due',
          frequency: { minutes: 1 },
          timeout: { minutes: 15 },
          initialDelay: { seconds: 60 },
          fn: () => evaluator.evaluateDue(),
        });
        await followModels({
          models,
          sources,
          store: modelStore,
          scheduler,
          evaluateAll: () => evaluator.evaluateAll(),
          evaluateFresh: () => evaluator.evaluateFresh(),
        });
      },
    });
  },
});
