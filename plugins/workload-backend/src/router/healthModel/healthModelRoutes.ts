import {
  HealthModelInput,
  workloadModelEditPermission,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  Ownership,
  RouteServices,
  audited,
  authorize,
  subjectOf,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Request, Router } from 'express';
import { HealthModelStore } from '../../store/HealthModelStore';
import { WorkloadStore } from '../../store/WorkloadStore';
import { checkMay } from '../checkMay';
import { notFound } from '../notFound';
import { editable } from './editable';

/** Adds the routes of health models. */
export function addHealthModelRoutes(
  router: Router,
  options: RouteServices & {
    models: HealthModelStore;
    ownership: Ownership;
    workloads: WorkloadStore;
    /** Looks at the health of workloads anew. */
    rollUp: (workloadRefs: string[]) => Promise<void>;
    now: () => Date;
  },
) {
  const { auditor, models, now, ownership, rollUp, workloads } = options;
  const known = async (workloadRef: string) => {
    const found = await workloads.read([workloadRef]);
    if (!found.has(workloadRef)) throw notFound(workloadRef);
  };
  const editor = (request: Request<any, any, any, any>, workloadRef: string) =>
    ownership.reader(
      request,
      workloadReadPermission,
      workloadModelEditPermission,
      workloadRef,
    );

  router.get(
    '/workloads/:namespace/:name/health-model',
    async (request, response) => {
      const workloadRef = workloadRefInPath(request.params);
      const { may } = await editor(request, workloadRef);
      const standing = await models.standing(workloadRef);
      if (!standing) throw notFound(workloadRef);
      response.json(editable(standing, may));
    },
  );

  router.put(
    '/workloads/:namespace/:name/health-model',
    async (request, response) => {
      const workloadRef = workloadRefInPath(request.params);
      const { credentials, may } = await editor(request, workloadRef);
      await known(workloadRef);
      const input: HealthModelInput = request.body;
      const by = subjectOf(credentials);
      await audited(
        auditor,
        {
          eventId: 'save-health-model',
          severityLevel: 'medium',
          request,
          meta: { by, workload: workloadRef, edited: input.revision },
        },
        async () => {
          checkMay(may, workloadRef);
          return models.saveFromPortal(
            workloadRef,
            input,
            by,
            now().toISOString(),
          );
        },
      );
      await rollUp([workloadRef]);
      const standing = await models.standing(workloadRef);
      if (!standing) throw notFound(workloadRef);
      response.json(editable(standing, may));
    },
  );

  router.post(
    '/workloads/:namespace/:name/health-model/preview',
    async (request, response) => {
      await authorize(request, workloadReadPermission, options);
      const workloadRef = workloadRefInPath(request.params);
      const preview = await models.preview(
        workloadRef,
        request.body.text,
        now().getTime(),
      );
      if (!preview) throw notFound(workloadRef);
      response.json(preview);
    },
  );
}
