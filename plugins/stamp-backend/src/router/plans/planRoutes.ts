import {
  PlanAnswer,
  stampReadPermission,
} from '@plumbline/plugin-stamp-common';
import { RouteServices, authorize } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { PlanDesk } from '../../plans/PlanDesk';

/** Adds the route that says what would be done. It plans anew each time: there is nothing stored to read. */
export function addPlanRoutes(
  router: Router,
  options: RouteServices & { desk: PlanDesk },
) {
  const { desk } = options;

  router.post('/plans', async (request, response) => {
    const credentials = await authorize(request, stampReadPermission, options);
    const answer: PlanAnswer = await desk.preview(request.body, credentials);
    response.json(answer);
  });
}
