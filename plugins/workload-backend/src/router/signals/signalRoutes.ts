import {
  SignalName,
  SignalReportInput,
  workloadReadPermission,
  workloadSignalReportPermission,
} from '@plumbline/plugin-workload-common';
import {
  RouteServices,
  audited,
  authorize,
  subjectOf,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { ReportStore } from '../../store/ReportStore';
import { WorkloadStore } from '../../store/WorkloadStore';
import { notFound } from '../notFound';
import { SignalDesk } from './SignalDesk';

/** Adds the routes of signals that are pushed. */
export function addSignalRoutes(
  router: Router,
  options: RouteServices & {
    desk: SignalDesk;
    reports: ReportStore;
    workloads: WorkloadStore;
    now: () => Date;
  },
) {
  const { auditor, desk, now, reports, workloads } = options;

  router.post('/signals', async (request, response) => {
    const credentials = await authorize(
      request,
      workloadSignalReportPermission,
      options,
    );
    const inputs: SignalReportInput[] = request.body.reports;
    const accepted = await audited(
      auditor,
      {
        eventId: 'push-signals',
        severityLevel: 'low',
        request,
        meta: { by: subjectOf(credentials), signals: inputs.length },
      },
      () => desk.push(inputs, credentials),
      ({ workloadRefs }) => ({ workloadRefs }),
    );
    response.json(accepted);
  });

  router.post('/signals/remove', async (request, response) => {
    const credentials = await authorize(
      request,
      workloadSignalReportPermission,
      options,
    );
    const names: SignalName[] = request.body.signals;
    const workloadRefs = await audited(
      auditor,
      {
        eventId: 'remove-signals',
        severityLevel: 'low',
        request,
        meta: { by: subjectOf(credentials), signals: names.length },
      },
      () => desk.remove(names, credentials),
      refs => ({ workloadRefs: refs }),
    );
    response.json({ workloadRefs });
  });

  router.get(
    '/workloads/:namespace/:name/signals',
    async (request, response) => {
      await authorize(request, workloadReadPermission, options);
      const workloadRef = workloadRefInPath(request.params);
      const [known, items] = await Promise.all([
        workloads.read([workloadRef]),
        reports.ofWorkload(workloadRef, now().toISOString()),
      ]);
      if (!known.has(workloadRef)) throw notFound(workloadRef);
      response.json({ items });
    },
  );
}
