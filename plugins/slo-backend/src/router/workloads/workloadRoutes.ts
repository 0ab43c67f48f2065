import {
  WorkloadSloHistory,
  WorkloadSlos,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';
import {
  RouteServices,
  authorize,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { ObjectiveStore } from '../../store/ObjectiveStore';
import { SloListStore } from '../../store/SloListStore';
import { StatusStore } from '../../store/StatusStore';
import { firstDay } from '../firstDay';
import { DEFAULT_HISTORY_DAYS } from '../schemas';

/** Adds the routes of a workload's objectives and their histories. */
export function addWorkloadRoutes(
  router: Router,
  options: RouteServices & {
    list: SloListStore;
    objectives: ObjectiveStore;
    statuses: StatusStore;
  },
) {
  const { list, objectives, statuses } = options;

  router.get('/workloads/:namespace/:name/slos', async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const ref = workloadRefInPath(request.params);
    const [slos, errors] = await Promise.all([
      list.ofWorkload(ref),
      objectives.errorsOf([ref]),
    ]);
    const answer: WorkloadSlos = {
      workloadRef: ref,
      slos,
      documentErrors: errors.get(ref) ?? [],
    };
    response.json(answer);
  });

  router.get(
    '/workloads/:namespace/:name/history',
    async (request, response) => {
      await authorize(request, sloReadPermission, options);
      const ref = workloadRefInPath(request.params);
      const days = Number(request.query.days ?? DEFAULT_HISTORY_DAYS);
      const answer: WorkloadSloHistory = {
        histories: await statuses.historiesOf(ref, firstDay(days)),
      };
      response.json(answer);
    },
  );
}
