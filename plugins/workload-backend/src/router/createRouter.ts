import {
  RouteOptions,
  RouteServices,
  addPermissionsRoute,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { askedPermissions } from './askedPermissions';
import { addHealthRoutes } from './health/healthRoutes';
import { addMapRoutes } from './map/mapRoutes';
import { openApiDocument } from './openapi';
import { addPortfolioRoutes } from './portfolio/portfolioRoutes';

/** A thousand reports with full contexts. */
const MAX_BODY_BYTES = 6_000_000;

/** What the routes need, by the folder that has them. */
export interface RouterOptions {
  services: RouteServices;
  portfolio: RouteOptions<typeof addPortfolioRoutes>;
  map: RouteOptions<typeof addMapRoutes>;
  health: RouteOptions<typeof addHealthRoutes>;
}

/** Routes of the workload back end: stored rows, read by index. `openapi.ts` describes each. */
export function createRouter(options: RouterOptions): Router {
  const { services } = options;
  const router = createOpenApiRouter(openApiDocument, {
    maxBodyBytes: MAX_BODY_BYTES,
  });
  addPortfolioRoutes(router, { ...services, ...options.portfolio });
  addMapRoutes(router, { ...services, ...options.map });
  addHealthRoutes(router, { ...services, ...options.health });
  addPermissionsRoute(router, askedPermissions, services);
  return router;
}
