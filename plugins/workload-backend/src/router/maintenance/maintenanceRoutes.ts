import {
  MaintenanceAnswer,
  MaintenanceInput,
  workloadModelEditPermission,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  Ownership,
  RouteServices,
  audited,
  subjectOf,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Request, Router } from 'express';
import { MaintenanceStore } from '../../store/MaintenanceStore';
import { WorkloadStore } from '../../store/WorkloadStore';
import { checkMay } from '../checkMay';
import { notFound } from '../notFound';
import { MaintenanceDesk } from './MaintenanceDesk';

/** Adds the routes of announced maintenance. */
export function addMaintenanceRoutes(
  router: Router,
  options: RouteServices & {
    desk: MaintenanceDesk;
    maintenance: MaintenanceStore;
    ownership: Ownership;
    workloads: WorkloadStore;
    /** Looks at the health of workloads anew. */
    rollUp: (workloadRefs: string[]) => Promise<void>;
    now: () => Date;
  },
) {
  const { auditor, desk, maintenance, now, ownership, rollUp, workloads } =
    options;

  async function editor(
    request: Request<any, any, any, any>,
    workloadRef: string,
  ) {
    const caller = await ownership.reader(
      request,
      workloadReadPermission,
      workloadModelEditPermission,
      workloadRef,
    );
    const known = await workloads.read([workloadRef]);
    if (!known.has(workloadRef)) throw notFound(workloadRef);
    return caller;
  }

  router.get(
    '/workloads/:namespace/:name/maintenance',
    async (request, response) => {
      const workloadRef = workloadRefInPath(request.params);
      const { may } = await editor(request, workloadRef);
      const answer: MaintenanceAnswer = {
        items: await maintenance.list(workloadRef, now().getTime()),
        announce: may,
      };
      response.json(answer);
    },
  );

  router.post(
    '/workloads/:namespace/:name/maintenance',
    async (request, response) => {
      const workloadRef = workloadRefInPath(request.params);
      const { credentials, may } = await editor(request, workloadRef);
      const input: MaintenanceInput = request.body;
      const by = subjectOf(credentials);
      const announced = await audited(
        auditor,
        {
          eventId: 'announce-maintenance',
          severityLevel: 'medium',
          request,
          meta: {
            by,
            workload: workloadRef,
            from: input.from,
            to: input.to,
            everyDays: input.everyDays,
          },
        },
        async () => {
          checkMay(may, workloadRef);
          return desk.announce(workloadRef, input, by);
        },
        ({ id }) => ({ id }),
      );
      await rollUp([workloadRef]);
      response.status(201).json(announced);
    },
  );

  router.delete(
    '/workloads/:namespace/:name/maintenance/:id',
    async (request, response) => {
      const workloadRef = workloadRefInPath(request.params);
      const { id } = request.params;
      const { credentials, may } = await editor(request, workloadRef);
      await audited(
        auditor,
        {
          eventId: 'end-maintenance',
          severityLevel: 'medium',
          request,
          meta: { by: subjectOf(credentials), workload: workloadRef, id },
        },
        async () => {
          checkMay(may, workloadRef);
          await desk.end(workloadRef, id);
        },
      );
      await rollUp([workloadRef]);
      response.status(204).end();
    },
  );
}
