import {
  RouteOptions,
  RouteServices,
  addPermissionsRoute,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { askedPermissions } from './askedPermissions';
import { addHealthRoutes } from './health/healthRoutes';
import { addHealthModelRoutes } from './healthModel/healthModelRoutes';
import { addIncidentRoutes } from './incidents/incidentRoutes';
import { addMaintenanceRoutes } from './maintenance/maintenanceRoutes';
import { addMapRoutes } from './map/mapRoutes';
import { openApiDocument } from './openapi';
import { addPortfolioRoutes } from './portfolio/portfolioRoutes';
import { addSignalRoutes } from './signals/signalRoutes';
import { addViewRoutes } from './views/viewRoutes';

/** A thousand reports with full contexts. */
const MAX_BODY_BYTES = 6_000_000;

/** What the routes need, by the folder that has them. */
export interface RouterOptions {
  services: RouteServices;
  portfolio: RouteOptions<typeof addPortfolioRoutes>;
  views: RouteOptions<typeof addViewRoutes>;
  map: RouteOptions<typeof addMapRoutes>;
  health: RouteOptions<typeof addHealthRoutes>;
  signals: RouteOptions<typeof addSignalRoutes>;
  healthModel: RouteOptions<typeof addHealthModelRoutes>;
  maintenance: RouteOptions<typeof addMaintenanceRoutes>;
  incidents: RouteOptions<typeof addIncidentRoutes>;
}

/** Routes of the workload back end: stored rows, read by index. `openapi.ts` describes each. */
export function createRouter(options: RouterOptions): Router {
  const { services } = options;
  const router = createOpenApiRouter(openApiDocument, {
    maxBodyBytes: MAX_BODY_BYTES,
  });
  addPortfolioRoutes(router, { ...services, ...options.portfolio });
  addViewRoutes(router, { ...services, ...options.views });
  addMapRoutes(router, { ...services, ...options.map });
  addHealthRoutes(router, { ...services, ...options.health });
  addSignalRoutes(router, { ...services, ...options.signals });
  addHealthModelRoutes(router, { ...services, ...options.healthModel });
  addMaintenanceRoutes(router, { ...services, ...options.maintenance });
  addIncidentRoutes(router, { ...services, ...options.incidents });
  addPermissionsRoute(router, askedPermissions, services);
  return router;
}
