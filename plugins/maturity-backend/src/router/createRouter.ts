import {
  SummaryStore,
  addSummariesRoute,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { RouteServices } from './RouteServices';
import { addAttestationRoutes } from './attestations/attestationRoutes';
import { addBadgeRoutes } from './badges/badgeRoutes';
import { addCampaignRoutes } from './campaigns/campaignRoutes';
import { addExemptionRoutes } from './exemptions/exemptionRoutes';
import { addFactRoutes } from './facts/factRoutes';
import { addMilestoneRoutes } from './milestones/milestoneRoutes';
import { addModelRoutes } from './models/modelRoutes';
import { openApiDocument } from './openapi';
import { addPermissionRoutes } from './permissions/permissionRoutes';
import { addPortfolioRoutes } from './portfolio/portfolioRoutes';
import { addScorecardRoutes } from './scorecards/scorecardRoutes';

/** A thousand answers, or the facts of a thousand workloads. */
const MAX_BODY_BYTES = 8_000_000;

/** What the routes need, by the folder that has them. */
export interface RouterOptions {
  services: RouteServices;
  summaries: SummaryStore;
  scorecards: OptionsOf<typeof addScorecardRoutes>;
  attestations: OptionsOf<typeof addAttestationRoutes>;
  exemptions: OptionsOf<typeof addExemptionRoutes>;
  campaigns: OptionsOf<typeof addCampaignRoutes>;
  facts: OptionsOf<typeof addFactRoutes>;
  models: OptionsOf<typeof addModelRoutes>;
  badges: OptionsOf<typeof addBadgeRoutes>;
  portfolio: OptionsOf<typeof addPortfolioRoutes>;
  milestones: OptionsOf<typeof addMilestoneRoutes>;
}

type OptionsOf<F extends (router: Router, options: any) => void> = Omit<
  Parameters<F>[1],
  keyof RouteServices
>;

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
  addPermissionRoutes(router, services);
  addFactRoutes(router, { ...services, ...options.facts });
  addModelRoutes(router, { ...services, ...options.models });
  addBadgeRoutes(router, { ...services, ...options.badges });
  addPortfolioRoutes(router, { ...services, ...options.portfolio });
  addMilestoneRoutes(router, { ...services, ...options.milestones });
  addSummariesRoute(router, { store: summaries, ...services });
  return router;
}
