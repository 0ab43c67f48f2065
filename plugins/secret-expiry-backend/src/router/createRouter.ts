import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  CredentialsQuery,
  WorkloadExpiry,
  secretExpiryAcknowledgePermission,
  secretExpiryManagePermission,
  secretExpiryReadPermission,
} from '@plumbline/plugin-secret-expiry-common';
import {
  SummaryStore,
  addSummariesRoute,
  authorize,
  authorizeAndAsk,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { CredentialReader } from '../store/CredentialReader';
import { openApiDocument } from './openapi';

/** What {@link createRouter} serves from. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  reader: CredentialReader;
  summaries: SummaryStore;
}

/** The routes of the plugin, as in the OpenAPI document. */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth, reader, summaries } = options;
  const router = createOpenApiRouter(openApiDocument);

  router.get('/credentials', async (request, response) => {
    await authorize(request, secretExpiryReadPermission, options);
    const query = request.query as CredentialsQuery;
    response.json(
      await reader.page({
        ...query,
        expiresBefore:
          // Stored times are in UTC with milliseconds and compared as text.
          query.expiresBefore && new Date(query.expiresBefore).toISOString(),
      }),
    );
  });

  router.get(
    '/workloads/:namespace/:name/overview',
    async (request, response) => {
      const {
        granted: [acknowledge, manage],
      } = await authorizeAndAsk(
        request,
        secretExpiryReadPermission,
        [secretExpiryAcknowledgePermission, secretExpiryManagePermission],
        options,
      );
      const { namespace, name } = request.params;
      const overview: WorkloadExpiry = {
        ...(await reader.overview(`system:${namespace}/${name}`)),
        may: {
          acknowledge: { allowed: acknowledge || manage },
          manage: { allowed: manage },
        },
      };
      response.json(overview);
    },
  );

  addSummariesRoute(router, { store: summaries, httpAuth });
  return router;
}
