import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { CredentialListStore } from '../../store/CredentialListStore';
import { Access } from '../access/Access';
import {
  filterOf,
  orderOf,
  pagingOf,
  withinCalendar,
} from '../access/readFilter';
import { DetailReader } from './DetailReader';
import { credentialCsv } from './credentialCsv';

/** Adds the routes of credentials across workloads, and of a single one. */
export function addCredentialRoutes(
  router: Router,
  options: {
    access: Access;
    list: CredentialListStore;
    details: DetailReader;
    /** The clock; the real one when absent. */
    now?: () => Date;
  },
) {
  const { access, list, details, now = () => new Date() } = options;

  router.get('/credentials', async (request, response) => {
    const { scope } = await access.callerOf(request);
    const { query } = request;
    response.json(
      await list.page(filterOf(query), orderOf(query), pagingOf(query), scope),
    );
  });

  router.get('/credentials/counts', async (request, response) => {
    const { scope } = await access.callerOf(request);
    response.json(await list.counts(filterOf(request.query), scope, now()));
  });

  router.get('/credentials/filters', async (request, response) => {
    const { scope } = await access.callerOf(request);
    response.json(await list.filterValues(scope));
  });

  router.get('/credentials/calendar', async (request, response) => {
    const { scope } = await access.callerOf(request);
    const filter = withinCalendar(filterOf(request.query), now());
    response.json(await list.calendar(filter, scope));
  });

  router.get('/credentials/csv', async (request, response) => {
    const { scope } = await access.callerOf(request);
    const { query } = request;
    const items = list.items(filterOf(query), orderOf(query), scope);
    const day = now().toISOString().slice(0, 10);
    response
      .type('text/csv; charset=utf-8')
      .attachment(`credentials-${day}.csv`);
    // A failure on the way breaks the connection off: half a file is none.
    await pipeline(Readable.from(credentialCsv(items)), response);
  });

  router.get('/credentials/:id', async (request, response) => {
    const caller = await access.callerOf(request);
    response.json(await details.read(request.params.id, caller));
  });
}
