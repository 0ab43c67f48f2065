import {
  WorkloadStamps,
  stampChangePermission,
  stampReadPermission,
} from '@plumbline/plugin-stamp-common';
import {
  Ownership,
  RouteServices,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { StampReader } from '../../store/StampReader';

/** Adds the route of a workload's stamps: stored rows, nothing is looked up. */
export function addWorkloadRoutes(
  router: Router,
  options: RouteServices & { ownership: Ownership; reader: StampReader },
) {
  const { ownership, reader } = options;

  router.get(
    '/workloads/:namespace/:name/stamps',
    async (request, response) => {
      const workloadRef = workloadRefInPath(request.params);
      const { may } = await ownership.reader(
        request,
        stampReadPermission,
        stampChangePermission,
        workloadRef,
      );
      const answer: WorkloadStamps = {
        ...(await reader.ofWorkload(workloadRef)),
        mayChange: may,
      };
      response.json(answer);
    },
  );
}
