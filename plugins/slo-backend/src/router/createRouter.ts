import {
  SummaryStore,
  addSummariesRoute,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { RouteServices } from './RouteServices';
import { addAgreementRoutes } from './agreements/agreementRoutes';
import { addExclusionRoutes } from './exclusions/exclusionRoutes';
import { openApiDocument } from './openapi';
import { addPermissionRoutes } from './permissions/permissionRoutes';
import { addPushRoutes } from './pushes/pushRoutes';
import { addReportRoutes } from './reports/reportRoutes';
import { addSloRoutes } from './slos/sloRoutes';
import { addTimelineRoutes } from './timeline/timelineRoutes';
import { addWorkloadRoutes } from './workloads/workloadRoutes';

/** Ten thousand samples, or 500 events with addresses. */
const MAX_BODY_BYTES = 2_000_000;

/** What the routes need, by the folder that has them. */
export interface RouterOptions {
  services: RouteServices;
  summaries: SummaryStore;
  slos: OptionsOf<typeof addSloRoutes>;
  workloads: OptionsOf<typeof addWorkloadRoutes>;
  timeline: OptionsOf<typeof addTimelineRoutes>;
  agreements: OptionsOf<typeof addAgreementRoutes>;
  exclusions: OptionsOf<typeof addExclusionRoutes>;
  reports: OptionsOf<typeof addReportRoutes>;
  pushes: OptionsOf<typeof addPushRoutes>;
}

type OptionsOf<F extends (router: Router, options: any) => void> = Omit<
  Parameters<F>[1],
  keyof RouteServices
>;

/** Routes of the slo back end: stored rows, read by index. `openapi.ts` describes each. */
export function createRouter(options: RouterOptions): Router {
  const { services, summaries } = options;
  const router = createOpenApiRouter(openApiDocument, {
    maxBodyBytes: MAX_BODY_BYTES,
  });
  addSloRoutes(router, { ...services, ...options.slos });
  addWorkloadRoutes(router, { ...services, ...options.workloads });
  addTimelineRoutes(router, { ...services, ...options.timeline });
  addAgreementRoutes(router, { ...services, ...options.agreements });
  addExclusionRoutes(router, { ...services, ...options.exclusions });
  addReportRoutes(router, { ...services, ...options.reports });
  addPushRoutes(router, { ...services, ...options.pushes });
  addPermissionRoutes(router, services);
  addSummariesRoute(router, { store: summaries, ...services });
  return router;
}
