import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  authorize,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { azureImportReadPermission } from '../permissions';
import { ImportStore } from '../report/ImportStore';
import { reportText } from '../report/reportText';
import { openApiDocument } from './openapi';

/**
 * What the imports last did, or would have done: as text to whoever asks for
 * `text/plain`, else as JSON. Below a path of its own, as it is added to the
 * catalog's API.
 */
export function createImportRouter(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  store: ImportStore;
}): Router {
  const { store } = options;
  const router = createOpenApiRouter(openApiDocument);
  router.get('/imports', async (request, response) => {
    await authorize(request, azureImportReadPermission, options);
    const items = await store.reports();
    response.format({
      json: () => response.json({ items }),
      text: () => response.send(items.map(reportText).join('\n')),
    });
  });
  router.get('/imports/:id', async (request, response) => {
    await authorize(request, azureImportReadPermission, options);
    const report = await store.report(request.params.id);
    if (!report) {
      throw new NotFoundError(`No import '${request.params.id}' has run yet`);
    }
    response.format({
      json: () => response.json(report),
      text: () => response.send(reportText(report)),
    });
  });
  return Router().use('/plumbline-azure', router);
}
