import {
  TimelineEvent,
  WorkloadTimeline,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';
import {
  RouteServices,
  authorize,
  workloadRefInPath,
} from '@plumbline/plugin-workload-node';
import { Router } from 'express';
import { AlertStore } from '../../store/AlertStore';
import { ExclusionStore } from '../../store/ExclusionStore';
import { TimelineStore } from '../../store/TimelineStore';
import { firstDay } from '../firstDay';
import { DEFAULT_HISTORY_DAYS } from '../schemas';

/** More than a chart can tell apart. */
const MOST = 500;

/** Adds the route of what happened to a workload. */
export function addTimelineRoutes(
  router: Router,
  options: RouteServices & {
    timeline: TimelineStore;
    alerts: AlertStore;
    exclusions: ExclusionStore;
  },
) {
  const { timeline, alerts, exclusions } = options;

  router.get(
    '/workloads/:namespace/:name/timeline',
    async (request, response) => {
      await authorize(request, sloReadPermission, options);
      const ref = workloadRefInPath(request.params);
      const days = Number(request.query.days ?? DEFAULT_HISTORY_DAYS);
      const from = `${firstDay(days)}T00:00:00.000Z`;
      const [told, transitions, excluded] = await Promise.all([
        timeline.of(ref, from, MOST),
        alerts.ofWorkload(ref, from, MOST),
        exclusions.ofWorkload(ref),
      ]);
      const maintenance = excluded
        .filter(({ to, revokedAt }) => !revokedAt && to >= from)
        .map(
          (exclusion): TimelineEvent => ({
            id: `exclusion/${exclusion.id}`,
            workloadRef: ref,
            kind: 'maintenance',
            at: exclusion.from,
            until: exclusion.to,
            title: exclusion.reason,
          }),
        );
      const answer: WorkloadTimeline = {
        events: [...told, ...maintenance].sort((a, b) =>
          b.at.localeCompare(a.at),
        ),
        alerts: transitions,
      };
      response.json(answer);
    },
  );
}
