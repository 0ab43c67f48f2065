import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  createCelRuleLanguage,
  maturityPermissions,
} from '@plumbline/plugin-maturity-common';
import { factSourcesExtensionPoint } from '@plumbline/plugin-maturity-node';
import {
  SummaryStore,
  followChangedWorkloads,
} from '@plumbline/plugin-workload-node';
import { readConfig } from './config';
import { ModelRegistry } from './models/ModelRegistry';
import { followModels } from './models/followModels';
import { modelPlaces } from './models/modelPlaces';
import { AttestationDesk } from './router/attestations/AttestationDesk';
import { createRouter } from './router/createRouter';
import { FactDesk } from './router/facts/FactDesk';
import { Ownership } from './router/ownership';
import { PortfolioReader } from './router/portfolio/PortfolioReader';
import { ScorecardReader } from './router/scorecards/ScorecardReader';
import { AttestationStore } from './store/AttestationStore';
import { ChangeStore } from './store/ChangeStore';
import { DryRunStore } from './store/DryRunStore';
import { ExemptionStore } from './store/ExemptionStore';
import { FactStore } from './store/FactStore';
import { MilestoneStore } from './store/MilestoneStore';
import { ModelStore } from './store/ModelStore';
import { PortfolioStore } from './store/PortfolioStore';
import { RetentionStore } from './store/RetentionStore';
import { ScorecardStore } from './store/ScorecardStore';
import { StrategyCountStore } from './store/StrategyCountStore';
import { TrendStore } from './store/TrendStore';
import { WorkloadStore } from './store/WorkloadStore';
import { openDatabase } from './store/database';
import { CatalogSource } from './tasks/CatalogSource';
import { DryRunner } from './tasks/DryRunner';
import { Evaluator } from './tasks/Evaluator';
import { FactCollector } from './tasks/FactCollector';
import { ReviewKeeper } from './tasks/ReviewKeeper';
import { SourceRegistry } from './tasks/SourceRegistry';
import { collectFacts } from './tasks/collectFacts';

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
        urlReader: coreServices.urlReader,
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
        urlReader,
        userInfo,
      }) {
        permissionsRegistry.addPermissions(maturityPermissions);
        const {
          models: locations,
          pushSources,
          historyRetentionDays,
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
        const models = await ModelRegistry.create({
          places: modelPlaces(locations, {
            reader: urlReader,
            integrations: ScmIntegrations.fromConfig(config),
          }),
          rules,
          store: new ModelStore(database),
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
        const evaluator = new Evaluator({
          models,
          sources,
          workloads,
          facts,
          attestations,
          exemptions,
          scorecards,
          summaries,
          listeners: [async evaluated => review.noteEvaluated(evaluated)],
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

        const portfolio = new PortfolioReader({
          portfolio: new PortfolioStore(database),
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
              reader: new ScorecardReader({
                models,
                sources,
                workloads,
                facts,
                attestations,
                exemptions,
                scorecards,
              }),
            },
            attestations: {
              desk: new AttestationDesk({
                auth,
                ownership,
                criterion: id => models.criterion(id),
                store: attestations,
              }),
              evaluate: criteria =>
                evaluator.evaluate(
                  [...criteria.keys()],
                  new Map(
                    [...criteria].map(([ref, ids]) => [ref, { criteria: ids }]),
                  ),
                ),
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
              evaluate: changed =>
                evaluator.evaluate(
                  [...changed.keys()],
                  new Map(
                    [...changed].map(([ref, names]) => [ref, { facts: names }]),
                  ),
                ),
              refresh: refs => collector.collect(refs),
            },
            models: { auth, models, dryRunner, dryRuns },
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
          work: refs => collector.collect(refs, [catalogSource]),
        });
        await review.start(scheduler, lifecycle);
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
          scheduler,
          evaluate: () => evaluator.evaluateAll(),
        });
      },
    });
  },
});
