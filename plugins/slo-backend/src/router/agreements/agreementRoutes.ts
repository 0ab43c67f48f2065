import {
  HotPathEdit,
  WorkloadAgreement,
  sloAgreePermission,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';
import {
  Ownership,
  RouteServices,
  audited,
  authorize,
  subjectOf,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { AgreementDesk } from './AgreementDesk';

const AGREEMENT = '/workloads/:namespace/:name/agreement';

/** Adds the routes of what a workload's dependencies allow it to promise. */
export function addAgreementRoutes(
  router: Router,
  options: RouteServices & { desk: AgreementDesk; ownership: Ownership },
) {
  const { auditor, desk, ownership } = options;

  router.get(AGREEMENT, async (request, response) => {
    const workload = workloadRefInPath(request.params);
    const { may } = await ownership.reader(
      request,
      sloReadPermission,
      sloAgreePermission,
      workload,
    );
    const answer: WorkloadAgreement = {
      ...(await desk.read(workload)),
      mayEdit: may,
    };
    response.json(answer);
  });

  router.put(AGREEMENT, async (request, response) => {
    const credentials = await authorize(request, sloAgreePermission, options);
    const workload = workloadRefInPath(request.params);
    const input: HotPathEdit = request.body;
    const agreement = await audited(
      auditor,
      {
        eventId: 'correct-hot-path',
        severityLevel: 'medium',
        request,
        meta: { workload, ...input },
      },
      async () => {
        await ownership.check(workload, credentials);
        return desk.edit(workload, input, subjectOf(credentials));
      },
    );
    response.json({ ...agreement, mayEdit: { allowed: true } });
  });
}
