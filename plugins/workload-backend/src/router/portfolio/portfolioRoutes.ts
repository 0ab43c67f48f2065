import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  WorkloadGrouping,
  WorkloadGroups,
  WorkloadOverview,
  WorkloadPage,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  RouteServices,
  authorize,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { FamilyStore } from '../../store/FamilyStore';
import { PortfolioStore } from '../../store/PortfolioStore';
import { notFound } from '../notFound';
import { selectionOf, sortOf } from './readSelection';
import { workloadCsv } from './workloadCsv';

const ROWS = 20;

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
    const { query } = request;
    const [page, statuses] = await Promise.all([
      portfolio.list({
        ...selectionOf(query),
        ...sortOf(query),
        limit: Number(query.limit ?? ROWS),
        offset: Number(query.offset ?? 0),
      }),
      families.statuses(),
    ]);
    const answer: WorkloadPage = { ...page, families: statuses };
    response.json(answer);
  });

  router.get('/workloads/filters', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    response.json(await portfolio.filters());
  });

  router.get('/workloads/groups', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    const answer: WorkloadGroups = {
      items: await portfolio.groups(
        selectionOf(request.query),
        request.query.groupBy as WorkloadGrouping,
      ),
    };
    response.json(answer);
  });

  router.get('/workloads/csv', async (request, response) => {
    await authorize(request, workloadReadPermission, options);
    const { query } = request;
    const rows = portfolio.items(selectionOf(query), sortOf(query));
    const day = new Date().toISOString().slice(0, 10);
    response.type('text/csv; charset=utf-8').attachment(`workloads-${day}.csv`);
    // A failure on the way breaks the connection off: half a file is none.
    await pipeline(Readable.from(workloadCsv(rows)), response);
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
      const answer: WorkloadOverview = { ...overview, families: statuses };
      response.json(answer);
    },
  );
}
