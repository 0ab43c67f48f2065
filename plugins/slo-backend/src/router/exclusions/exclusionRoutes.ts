import {
  NewExclusion,
  WorkloadExclusions,
  sloExcludePermission,
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
import { ExclusionStore } from '../../store/ExclusionStore';
import { ExclusionDesk } from './ExclusionDesk';

/** Adds the routes of maintenance that counts for nothing. */
export function addExclusionRoutes(
  router: Router,
  options: RouteServices & {
    desk: ExclusionDesk;
    ownership: Ownership;
    store: ExclusionStore;
  },
) {
  const { auditor, desk, ownership, store } = options;

  router.get(
    '/workloads/:namespace/:name/exclusions',
    async (request, response) => {
      const ref = workloadRefInPath(request.params);
      const { may } = await ownership.reader(
        request,
        sloReadPermission,
        sloExcludePermission,
        ref,
      );
      const answer: WorkloadExclusions = {
        exclusions: await store.ofWorkload(ref),
        mayExclude: may,
      };
      response.json(answer);
    },
  );

  router.post(
    '/workloads/:namespace/:name/exclusions',
    async (request, response) => {
      const credentials = await authorize(
        request,
        sloExcludePermission,
        options,
      );
      const workload = workloadRefInPath(request.params);
      const input: NewExclusion = request.body;
      const exclusion = await audited(
        auditor,
        {
          eventId: 'exclude-maintenance',
          severityLevel: 'medium',
          request,
          meta: { workload, from: input.from, to: input.to },
        },
        async () => {
          await ownership.check(workload, credentials);
          return desk.add(workload, input, subjectOf(credentials));
        },
      );
      response.status(201).json(exclusion);
    },
  );

  router.delete(
    '/workloads/:namespace/:name/exclusions/:exclusion',
    async (request, response) => {
      const credentials = await authorize(
        request,
        sloExcludePermission,
        options,
      );
      const workload = workloadRefInPath(request.params);
      const id = Number(request.params.exclusion);
      const exclusion = await audited(
        auditor,
        {
          eventId: 'revoke-exclusion',
          severityLevel: 'medium',
          request,
          meta: { workload, id },
        },
        async () => {
          await ownership.check(workload, credentials);
          return desk.revoke(workload, id, subjectOf(credentials));
        },
      );
      response.json(exclusion);
    },
  );
}
