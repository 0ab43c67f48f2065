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
import { openApiDocument } from './openapi';
import { addPlanRoutes } from './plans/planRoutes';
import { addStampRoutes } from './stamps/stampRoutes';
import { addStatusRoutes } from './statuses/statusRoutes';
import { addWorkloadRoutes } from './workloads/workloadRoutes';

/** A thousand reports with addresses. */
const MAX_BODY_BYTES = 2_000_000;

/** What the routes need, by the folder that has them. */
export interface RouterOptions {
  services: RouteServices;
  summaries: SummaryStore;
  statuses: RouteOptions<typeof addStatusRoutes>;
  workloads: RouteOptions<typeof addWorkloadRoutes>;
  stamps: RouteOptions<typeof addStampRoutes>;
  plans: RouteOptions<typeof addPlanRoutes>;
}

/** Routes of the stamp back end: stored rows, read by index. `openapi.ts` describes each. */
export function createRouter(options: RouterOptions): Router {
  const { services, summaries } = options;
  const router = createOpenApiRouter(openApiDocument, {
    maxBodyBytes: MAX_BODY_BYTES,
  });
  addStatusRoutes(router, { ...services, ...options.statuses });
  addWorkloadRoutes(router, { ...services, ...options.workloads });
  addStampRoutes(router, { ...services, ...options.stamps });
  addPlanRoutes(router, { ...services, ...options.plans });
  addPermissionsRoute(router, askedPermissions, services);
  addSummariesRoute(router, { store: summaries, ...services });
  return router;
}
