import {
  RouteOptions,
  RouteServices,
  SummaryStore,
  addPermissionsRoute,
  addSummariesRoute,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { askedPermissions } from './askedPermissions';
import { addAttestationRoutes } from './attestations/attestationRoutes';
import { addBadgeRoutes } from './badges/badgeRoutes';
import { addCampaignRoutes } from './campaigns/campaignRoutes';
import { addExemptionRoutes } from './exemptions/exemptionRoutes';
import { addFactRoutes } from './facts/factRoutes';
import { addMilestoneRoutes } from './milestones/milestoneRoutes';
import { addModelRoutes } from './models/modelRoutes';
import { openApiDocument } from './openapi';
import { addPortfolioRoutes } from './portfolio/portfolioRoutes';
import { addScorecardRoutes } from './scorecards/scorecardRoutes';

/** A thousand answers, or the facts of a thousand workloads. */
const MAX_BODY_BYTES = 8_000_000;

/** What the routes need, by the folder that has them. */
export interface RouterOptions {
  services: RouteServices;
  summaries: SummaryStore;
  scorecards: RouteOptions<typeof addScorecardRoutes>;
  attestations: RouteOptions<typeof addAttestationRoutes>;
  exemptions: RouteOptions<typeof addExemptionRoutes>;
  campaigns: RouteOptions<typeof addCampaignRoutes>;
  facts: RouteOptions<typeof addFactRoutes>;
  models: RouteOptions<typeof addModelRoutes>;
  badges: RouteOptions<typeof addBadgeRoutes>;
  portfolio: RouteOptions<typeof addPortfolioRoutes>;
  milestones: RouteOptions<typeof addMilestoneRoutes>;
}

/** Routes of the maturity back end; `openapi.ts` describes each. */
export function createRouter(options: RouterOptions): Router {
  const { services, summaries } = options;
  const router = createOpenApiRouter(openApiDocument, {
    maxBodyBytes: MAX_BODY_BYTES,
  });
  addScorecardRoutes(router, { ...services, ...options.scorecards });
  addAttestationRoutes(router, { ...services, ...options.attestations });
  addExemptionRoutes(router, { ...services, ...options.exemptions });
  addCampaignRoutes(router, { ...services, ...options.campaigns });
  addPermissionsRoute(router, askedPermissions, services);
  addFactRoutes(router, { ...services, ...options.facts });
  addModelRoutes(router, { ...services, ...options.models });
  addBadgeRoutes(router, { ...services, ...options.badges });
  addPortfolioRoutes(router, { ...services, ...options.portfolio });
  addMilestoneRoutes(router, { ...services, ...options.milestones });
  addSummariesRoute(router, { store: summaries, ...services });
  return router;
}
