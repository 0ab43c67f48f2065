import { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  LookOutcome,
  PlaceOrder,
  SourceList,
} from '@plumbline/plugin-secret-expiry-common';
import { audited } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { PlaceListStore } from '../../store/PlaceListStore';
import { Access } from '../access/Access';
import { listOf, pagingOf } from '../access/readFilter';

/** Adds the routes of sources and the places that they look at. */
export function addPlaceRoutes(
  router: Router,
  options: {
    access: Access;
    auditor: AuditorService;
    places: PlaceListStore;
    /** Has a source listed now; rejects with a ConflictError while it is. */
    scan: (sourceId: string) => Promise<void>;
  },
) {
  const { access, auditor, places, scan } = options;

  router.get('/places', async (request, response) => {
    const { scope } = await access.callerOf(request);
    const { query } = request;
    const filter = {
      sourceId: listOf<string>(query.sourceId),
      outcome: listOf<LookOutcome>(query.outcome),
      text: query.text as string | undefined,
    };
    const order = (query.orderBy as PlaceOrder | undefined) ?? 'outcome';
    response.json(await places.page(filter, order, pagingOf(query), scope));
  });

  router.get('/sources', async (request, response) => {
    const { scope } = await access.callerOf(request);
    const answer: SourceList = { items: await places.sources(scope) };
    response.json(answer);
  });

  router.post('/sources/:id/scan', async (request, response) => {
    const caller = await access.callerOf(request);
    const { id } = request.params;
    await audited(
      auditor,
      {
        eventId: 'scan-source',
        severityLevel: 'medium',
        request,
        meta: { source: id },
      },
      async () => {
        caller.checkManages();
        if (!(await places.hasSource(id))) {
          throw new NotFoundError(`There is no source '${id}'`);
        }
        await scan(id);
      },
    );
    response.status(202).json({});
  });
}
