import { NotFoundError } from '@backstage/errors';
import { workloadReadPermission } from '@plumbline/plugin-workload-common';
import {
  AuthorizeOptions,
  authorize,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { ExampleData } from '../ExampleData';
import { openapi } from './openapi';

/** Routes of the plugin; `exampleData` is absent when it is turned off. */
export function createRouter(
  options: AuthorizeOptions & { exampleData: ExampleData | undefined },
): Router {
  const router = createOpenApiRouter(openapi);

  router.get('/status', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    const { exampleData } = options;
    response.json(
      exampleData
        ? { enabled: true, ...exampleData.status }
        : { enabled: false },
    );
  });

  router.get('/documents/:folder/:name', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    const { exampleData } = options;
    if (!exampleData) throw new NotFoundError('Example data is turned off');
    const { folder, name } = request.params;
    response.json({ markdown: await exampleData.readDocument(folder, name) });
  });

  return router;
}
