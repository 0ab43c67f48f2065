import {
  WorkloadSloHistory,
  WorkloadSlos,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';
import { authorize } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { ObjectiveStore } from '../../store/ObjectiveStore';
import { StatusStore } from '../../store/StatusStore';
import { WorkloadStore, stampOf } from '../../store/WorkloadStore';
import { RouteServices } from '../RouteServices';
import { firstDay, workloadInPath } from '../inputs';
import { DEFAULT_HISTORY_DAYS } from '../schemas';

/** Adds the routes of a workload's objectives and their histories. */
export function addWorkloadRoutes(
  router: Router,
  options: RouteServices & {
    objectives: ObjectiveStore;
    statuses: StatusStore;
    workloads: WorkloadStore;
  },
) {
  const { objectives, statuses, workloads } = options;

  router.get('/workloads/:namespace/:name/slos', async (request, response) => {
    await authorize(request, sloReadPermission, options);
    const ref = workloadInPath(request.params);
    const [slos, errors, known] = await Promise.all([
      statuses.ofWorkloads([ref]),
      objectives.errorsOf([ref]),
      workloads.read([ref]),
    ]);
    const workload = known.get(ref) ?? { stamps: {} };
    const answer: WorkloadSlos = {
      workloadRef: ref,
      slos: (slos.get(ref) ?? []).map(slo => ({
        ...slo,
        stampRef: stampOf(workload, slo.entityRef),
      })),
      documentErrors: errors.get(ref) ?? [],
    };
    response.json(answer);
  });

  router.get(
    '/workloads/:namespace/:name/history',
    async (request, response) => {
      await authorize(request, sloReadPermission, options);
      const ref = workloadInPath(request.params);
      const days = Number(request.query.days ?? DEFAULT_HISTORY_DAYS);
      const answer: WorkloadSloHistory = {
        histories: await statuses.historiesOf(ref, firstDay(days)),
      };
      response.json(answer);
    },
  );
}
