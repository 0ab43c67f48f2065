import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { maturityReadPermission } from '@plumbline/plugin-maturity-common';
import {
  RouteServices,
  authorize,
  timeOf,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { PortfolioReader } from './PortfolioReader';
import { portfolioCsv } from './portfolioCsv';
import {
  ModelsInForce,
  filterOf,
  modelOf,
  pagingOf,
  scopeOf,
  sortOf,
} from './readQuery';

/** Adds the routes of the review of all workloads. */
export function addPortfolioRoutes(
  router: Router,
  options: RouteServices & { models: ModelsInForce; reader: PortfolioReader },
) {
  const { models, reader } = options;

  router.get('/portfolio', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { query } = request;
    const index = modelOf(models, query.model);
    response.json(
      await reader.page(
        filterOf(query, index),
        sortOf(query, index),
        pagingOf(query),
      ),
    );
  });

  router.get('/portfolio.csv', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { query } = request;
    const index = modelOf(models, query.model);
    const rows = reader.rows(filterOf(query, index), sortOf(query, index));
    const day = new Date().toISOString().slice(0, 10);
    response
      .type('text/csv; charset=utf-8')
      .attachment(`maturity-${index.model.id}-${day}.csv`);
    // A failure on the way breaks the connection off: half a file is none.
    await pipeline(
      Readable.from(
        portfolioCsv(
          rows,
          index.model.pillars.map(({ id }) => id),
        ),
      ),
      response,
    );
  });

  router.get('/portfolio/filters', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { model } = modelOf(models, request.query.model);
    response.json(await reader.filterValues(model.id));
  });

  router.get('/portfolio/summary', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { query } = request;
    const index = modelOf(models, query.model);
    response.json(
      await reader.summary(
        scopeOf(query, index),
        index,
        query.days as number | undefined,
      ),
    );
  });

  router.get('/portfolio/changes', async (request, response) => {
    await authorize(request, maturityReadPermission, options);
    const { query } = request;
    const { since } = query;
    response.json(
      await reader.changes(
        scopeOf(query, modelOf(models, query.model)),
        since === undefined ? undefined : timeOf(String(since), 'since'),
        pagingOf(query),
      ),
    );
  });
}
