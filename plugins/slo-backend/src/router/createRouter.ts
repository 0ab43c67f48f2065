import {
  RouteOptions,
  RouteServices,
  SummaryStore,
  addPermissionsRoute,
  addSummariesRoute,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { addAgreementRoutes } from './agreements/agreementRoutes';
import { addExclusionRoutes } from './exclusions/exclusionRoutes';
import { askedPermissions } from './askedPermissions';
import { openApiDocument } from './openapi';
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
  slos: RouteOptions<typeof addSloRoutes>;
  workloads: RouteOptions<typeof addWorkloadRoutes>;
  timeline: RouteOptions<typeof addTimelineRoutes>;
  agreements: RouteOptions<typeof addAgreementRoutes>;
  exclusions: RouteOptions<typeof addExclusionRoutes>;
  reports: RouteOptions<typeof addReportRoutes>;
  pushes: RouteOptions<typeof addPushRoutes>;
}

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
  addPermissionsRoute(router, askedPermissions, services);
  addSummariesRoute(router, { store: summaries, ...services });
  return router;
}
