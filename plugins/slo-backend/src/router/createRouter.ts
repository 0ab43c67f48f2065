import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  SloHistory,
  WorkloadSloHistory,
  WorkloadSlos,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';
import {
  SummaryStore,
  addSummariesRoute,
  authorize,
  createOpenApiRouter,
} from '@plumbline/plugin-workload-node';
import { Request, Router } from 'express';
import { ObjectiveStore } from '../store/ObjectiveStore';
import { StatusStore } from '../store/StatusStore';
import { openapi } from './openapi';

const DAY_MS = 86_400_000;
const DEFAULT_HISTORY_DAYS = 30;

/** The HTTP API: stored rows, read by index. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  objectives: ObjectiveStore;
  statuses: StatusStore;
  summaries: SummaryStore;
}): Router {
  const { objectives, statuses, summaries } = options;
  const router = createOpenApiRouter(openapi);

  router.get('/workloads/:namespace/:name/slos', async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const { namespace, name } = request.params;
    const ref = stringifyEntityRef({ kind: 'System', namespace, name });
    const [slos, errors] = await Promise.all([
      statuses.ofWorkloads([ref]),
      objectives.errorsOf([ref]),
    ]);
    const answer: WorkloadSlos = {
      workloadRef: ref,
      slos: slos.get(ref) ?? [],
      documentErrors: errors.get(ref) ?? [],
    };
    response.json(answer);
  });

  router.get(
    '/workloads/:namespace/:name/history',
    async (request, response) => {
      await authorize(request, sloReadPermission, options);
      const { namespace, name } = request.params;
      const ref = stringifyEntityRef({ kind: 'System', namespace, name });
      const answer: WorkloadSloHistory = {
        histories: await statuses.historiesOf(ref, firstDay(request)),
      };
      response.json(answer);
    },
  );

  router.get('/slos/:id/history', async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const { id } = request.params;
    const points = await statuses.history(id, firstDay(request));
    if (!points) throw new NotFoundError(`There is no SLO '${id}'`);
    const answer: SloHistory = { id, points };
    response.json(answer);
  });

  addSummariesRoute(router, { store: summaries, httpAuth: options.httpAuth });
  return router;
}

/** First UTC day of the `days` days that end today. */
function firstDay(request: Request): string {
  const days = Number(request.query.days ?? DEFAULT_HISTORY_DAYS);
  const first = new Date(Date.now() - (days - 1) * DAY_MS);
  return first.toISOString().slice(0, 10);
}
