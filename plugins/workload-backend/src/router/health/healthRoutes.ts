import { HealthAnswer } from '@plumbline/plugin-workload-common';
import { RouteServices } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { HealthStore } from '../../store/HealthStore';

/** Adds the routes of health as it is and was. */
export function addHealthRoutes(
  router: Router,
  options: RouteServices & { health: HealthStore },
) {
  const { health, httpAuth } = options;

  // For other back ends only, as `/summaries/query` of the families.
  router.post('/health/query', async (request, response) => {
    await httpAuth.credentials(request, { allow: ['service'] });
    const answer: HealthAnswer = {
      items: await health.statuses(request.body.workloadRefs),
    };
    response.json(answer);
  });
}
