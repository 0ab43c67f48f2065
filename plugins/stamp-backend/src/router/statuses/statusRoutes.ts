import { stampReadPermission } from '@plumbline/plugin-stamp-common';
import type { StatusesPage } from '@plumbline/plugin-stamp-node';
import {
  RouteServices,
  audited,
  authorize,
  subjectOf,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { StatusStore } from '../../store/StatusStore';
import { StatusDesk, stampRefOf } from './StatusDesk';

const DEFAULT_LIMIT = 200;

/** Adds the routes with which pipelines tell what became of stamps, and others read it. */
export function addStatusRoutes(
  router: Router,
  options: RouteServices & { desk: StatusDesk; store: StatusStore },
) {
  const { auditor, desk, httpAuth, store } = options;

  router.post('/statuses', async (request, response) => {
    // No permission decides here: those who may tell are named one by one in the configuration.
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { reports } = request.body;
    const taken = await audited(
      auditor,
      {
        eventId: 'tell-statuses',
        severityLevel: 'medium',
        request,
        meta: { by: subjectOf(credentials), reports: reports.length },
      },
      async () => desk.take(reports, desk.reporter(credentials)),
      ({ changed }) => ({ changed }),
    );
    response.json(taken);
  });

  router.get('/statuses', async (request, response) => {
    await authorize(request, stampReadPermission, options);
    const { after, limit, stampRef } = request.query as {
      after?: string;
      limit?: number;
      stampRef?: string[];
    };
    const answer: StatusesPage = stampRef
      ? {
          items: await store.read(
            [stampRef].flat().map(ref => stampRefOf(ref, 'stampRef')),
          ),
        }
      : await store.page({ after, limit: limit ?? DEFAULT_LIMIT });
    response.json(answer);
  });
}
