import {
  HotPathEdit,
  WorkloadAgreement,
  sloAgreePermission,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';
import { authorize } from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { Ownership } from '../Ownership';
import { RouteServices } from '../RouteServices';
import { audited, nameOf } from '../audited';
import { workloadInPath } from '../inputs';
import { AgreementDesk } from './AgreementDesk';

const AGREEMENT = '/workloads/:namespace/:name/agreement';

/** Adds the routes of what a workload's dependencies allow it to promise. */
export function addAgreementRoutes(
  router: Router,
  options: RouteServices & { desk: AgreementDesk; ownership: Ownership },
) {
  const { auditor, desk, ownership } = options;

  router.get(AGREEMENT, async (request, response) => {
    const workload = workloadInPath(request.params);
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
      async () => {
        await ownership.check(workload, credentials);
        return desk.edit(workload, input, nameOf(credentials));
      },
    );
    response.json({ ...agreement, mayEdit: { allowed: true } });
  });
}
