import {
  HotPathEdit,
  sloAgreePermission,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';
import { authorize } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { RouteServices } from '../RouteServices';
import { audited } from '../audited';
import { workloadInPath } from '../inputs';
import { AgreementDesk } from './AgreementDesk';

const AGREEMENT = '/workloads/:namespace/:name/agreement';

/** Adds the routes of what a workload's dependencies allow it to promise. */
export function addAgreementRoutes(
  router: Router,
  options: RouteServices & { desk: AgreementDesk },
) {
  const { auditor, desk } = options;

  router.get(AGREEMENT, async (request, response) => {
    const credentials = await authorize(request, sloReadPermission, options);
    response.json(await desk.read(workloadInPath(request.params), credentials));
  });

  router.put(AGREEMENT, async (request, response) => {
    const credentials = await authorize(request, sloAgreePermission, options);
    const workload = workloadInPath(request.params);
    const input: HotPathEdit = request.body;
    const agreement = await audited(
      auditor,
      {
        eventId: 'correct-hot-path',
        severityLevel: 'medium',
        request,
        meta: { workload, ...input },
      },
      () => desk.edit(workload, input, credentials),
    );
    response.json(agreement);
  });
}
