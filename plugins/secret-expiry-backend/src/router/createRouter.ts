import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  SummaryStore,
  addSummariesRoute,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { Access } from './access/Access';
import { addAcknowledgementRoutes } from './acknowledgements/acknowledgementRoutes';
import { addCredentialRoutes } from './credentials/credentialRoutes';
import { addFeedRoutes } from './feeds/feedRoutes';
import { openApiDocument } from './openapi';
import { addPermissionRoutes } from './permissions/permissionRoutes';
import { addPlaceRoutes } from './places/placeRoutes';
import { addWorkloadRoutes } from './workloads/workloadRoutes';

/** What all routes need: who asks, what they may, and who is told of it. */
interface Services {
  access: Access;
  auditor: AuditorService;
  httpAuth: HttpAuthService;
}

/** What the routes need, by the folder that has them. */
export interface RouterOptions {
  services: Services;
  summaries: SummaryStore;
  credentials: OptionsOf<typeof addCredentialRoutes>;
  workloads: OptionsOf<typeof addWorkloadRoutes>;
  places: OptionsOf<typeof addPlaceRoutes>;
  acknowledgements: OptionsOf<typeof addAcknowledgementRoutes>;
  feeds: OptionsOf<typeof addFeedRoutes>;
}

type OptionsOf<F extends (router: Router, options: any) => void> = Omit<
  Parameters<F>[1],
  keyof Services
>;

/** Routes of the secret-expiry back end: stored rows, read by index. `openapi.ts` describes each. */
export function createRouter(options: RouterOptions): Router {
  const { services, summaries } = options;
  const router = createOpenApiRouter(openApiDocument);
  addCredentialRoutes(router, { ...services, ...options.credentials });
  addWorkloadRoutes(router, { ...services, ...options.workloads });
  addPlaceRoutes(router, { ...services, ...options.places });
  addAcknowledgementRoutes(router, {
    ...services,
    ...options.acknowledgements,
  });
  addFeedRoutes(router, { ...services, ...options.feeds });
  addPermissionRoutes(router, services);
  addSummariesRoute(router, { store: summaries, ...services });
  return router;
}
