import {
  SummaryStore,
  addSummariesRoute,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { RouteServices } from './RouteServices';
import { openApiDocument } from './openapi';
import { addSloRoutes } from './slos/sloRoutes';
import { addWorkloadRoutes } from './workloads/workloadRoutes';

/** What the routes need, by the folder that has them. */
export interface RouterOptions {
  services: RouteServices;
  summaries: SummaryStore;
  slos: OptionsOf<typeof addSloRoutes>;
  workloads: OptionsOf<typeof addWorkloadRoutes>;
}

type OptionsOf<F extends (router: Router, options: any) => void> = Omit<
  Parameters<F>[1],
  keyof RouteServices
>;

/** Routes of the slo back end: stored rows, read by index. `openapi.ts` describes each. */
export function createRouter(options: RouterOptions): Router {
  const { services, summaries } = options;
  const router = createOpenApiRouter(openApiDocument);
  addSloRoutes(router, { ...services, ...options.slos });
  addWorkloadRoutes(router, { ...services, ...options.workloads });
  addSummariesRoute(router, { store: summaries, ...services });
  return router;
}
