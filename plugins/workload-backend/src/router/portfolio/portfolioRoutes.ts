import {
  WorkloadOrder,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  RouteServices,
  authorize,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { FamilyStore } from '../../store/FamilyStore';
import { PortfolioQuery, PortfolioStore } from '../../store/PortfolioStore';
import { notFound } from '../notFound';

/** Adds the routes of the portfolio and of a workload's first screen. */
export function addPortfolioRoutes(
  router: Router,
  options: RouteServices & {
    portfolio: PortfolioStore;
    families: FamilyStore;
  },
) {
  const { portfolio, families } = options;

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
}

/** Most urgent first, most stamps first; everything else from its low end, which is the worst. */
function defaultOrder(orderBy: WorkloadOrder): 'asc' | 'desc' {
  return orderBy === 'urgency' || orderBy === 'stamps' ? 'desc' : 'asc';
}
