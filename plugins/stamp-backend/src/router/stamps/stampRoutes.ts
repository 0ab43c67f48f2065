import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stampReadPermission } from '@plumbline/plugin-stamp-common';
import { RouteServices, authorize } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { StampReader } from '../../store/StampReader';
import { filterOf, orderOf, pagingOf } from './readStampQuery';
import { stampCsv } from './stampCsv';

/** Adds the routes of stamps across workloads. */
export function addStampRoutes(
  router: Router,
  options: RouteServices & { reader: StampReader },
) {
  const { reader } = options;

  router.get('/stamps', async (request, response) => {
    await authorize(request, stampReadPermission, options);
    const { query } = request;
    response.json(
      await reader.page(filterOf(query), orderOf(query), pagingOf(query)),
    );
  });

  router.get('/stamps/csv', async (request, response) => {
    await authorize(request, stampReadPermission, options);
    const { query } = request;
    const pages = reader.items(filterOf(query), orderOf(query));
    const day = new Date().toISOString().slice(0, 10);
    response.type('text/csv; charset=utf-8').attachment(`stamps-${day}.csv`);
    // A failure on the way breaks the connection off: half a file is none.
    await pipeline(Readable.from(stampCsv(pages)), response);
  });
}
