import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  HealthAnswer,
  WorkloadOrder,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  authorize,
  createOpenApiRouter,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { FamilyStore } from '../store/FamilyStore';
import { HealthStore } from '../store/HealthStore';
import { PortfolioQuery, PortfolioStore } from '../store/PortfolioStore';
import { openapi } from './openapi';

/** The routes of this plugin. They only read what the tasks have stored. */
export function createRouter(options: {
  portfolio: PortfolioStore;
  families: FamilyStore;
  health: HealthStore;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
}): Router {
  const { portfolio, families, health, httpAuth } = options;
  const router = createOpenApiRouter(openapi);

  router.get('/workloads', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    const query = request.query as unknown as Partial<PortfolioQuery>;
    const orderBy = query.orderBy ?? 'urgency';
    const [page, statuses] = await Promise.all([
      portfolio.list({
        ...query,
        limit: Number(query.limit ?? 20),
        offset: Number(query.offset ?? 0),
        orderBy,
        order: query.order ?? defaultOrder(orderBy),
      }),
      families.statuses(),
    ]);
    response.json({ ...page, families: statuses });
  });

  router.get('/workloads/filters', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    response.json(await portfolio.filters());
  });

  router.get(
    '/workloads/:namespace/:name/overview',
    async (request, response) => {
      await authorize(request, workloadReadPermission, options);
      const workloadRef = workloadRefInPath(request.params);
      const [overview, statuses] = await Promise.all([
        portfolio.overview(workloadRef),
        families.statuses(),
      ]);
      if (!overview) throw notFound(workloadRef);
      response.json({ ...overview, families: statuses });
    },
  );

  router.get('/workloads/:namespace/:name/map', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    const workloadRef = workloadRefInPath(request.params);
    const map = await portfolio.map(workloadRef);
    if (!map) throw notFound(workloadRef);
    response.json(map);
  });

  // For other back ends only, as `/summaries/query` of the families.
  router.post('/health/query', async (request, response) => {
    await httpAuth.credentials(request, { allow: ['service'] });
    const answer: HealthAnswer = {
      items: await health.statuses(request.body.workloadRefs),
    };
    response.json(answer);
  });

  return router;
}

/** Most urgent first, most stamps first; everything else from its low end, which is the worst. */
function defaultOrder(orderBy: WorkloadOrder): 'asc' | 'desc' {
  return orderBy === 'urgency' || orderBy === 'stamps' ? 'desc' : 'asc';
}

function notFound(workloadRef: string) {
  return new NotFoundError(
    `'${workloadRef}' is not known as a workload; a new one appears within seconds of being in the catalog`,
  );
}
