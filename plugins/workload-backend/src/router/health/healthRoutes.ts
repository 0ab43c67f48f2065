import {
  HealthAnswer,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  RouteServices,
  authorize,
  timeOf,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { ChangeStore } from '../../store/ChangeStore';
import { HealthStore } from '../../store/HealthStore';
import { WorkloadStore } from '../../store/WorkloadStore';
import { nodeRefOf, pageOf, stretchOf } from '../inputs';
import { notFound } from '../notFound';
import { HistoryReader } from './HistoryReader';

/** Adds the routes of health as it is and was. */
export function addHealthRoutes(
  router: Router,
  options: RouteServices & {
    changes: ChangeStore;
    health: HealthStore;
    histories: HistoryReader;
    workloads: WorkloadStore;
    now: () => Date;
  },
) {
  const { changes, health, histories, httpAuth, now, workloads } = options;

  router.get(
    '/workloads/:namespace/:name/health/history',
    async (request, response) => {
      await authorize(request, workloadReadPermission, options);
      const workloadRef = workloadRefInPath(request.params);
      const { query } = request;
      const entityRef =
        query.entityRef === undefined
          ? undefined
          : nodeRefOf(String(query.entityRef), 'entityRef');
      response.json(
        await histories.read(
          { workloadRef, entityRef },
          stretchOf(query, now()),
          pageOf(query),
          now(),
        ),
      );
    },
  );

  router.get(
    '/workloads/:namespace/:name/changes',
    async (request, response) => {
      await authorize(request, workloadReadPermission, options);
      const workloadRef = workloadRefInPath(request.params);
      const since = timeOf(String(request.query.since), 'since');
      const known = await workloads.read([workloadRef]);
      if (!known.has(workloadRef)) throw notFound(workloadRef);
      response.json(
        await changes.since(workloadRef, since, now().toISOString()),
      );
    },
  );

  // For other back ends only, as `/summaries/query` of the families.
  router.post('/health/query', async (request, response) => {
    await httpAuth.credentials(request, { allow: ['service'] });
    const answer: HealthAnswer = {
      items: await health.statuses(request.body.workloadRefs),
    };
    response.json(answer);
  });
}
