import { TIMELINE_KINDS } from '@plumbline/plugin-slo-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { alertTransition, daysInQuery } from '../schemas';

const { answer, list, object, text, time, workloadInPath } = openApi;

/** What happened to workloads. */
export const timelinePaths = {
  '/workloads/{namespace}/{name}/timeline': {
    get: {
      operationId: 'GetWorkloadTimeline',
      summary: 'Stamps, deployments, maintenance and alerts of a workload',
      parameters: [...workloadInPath, daysInQuery],
      responses: answer(
        'Newest first, at most 500 of each',
        object({
          events: list(
            object({
              id: text,
              workloadRef: text,
              kind: { type: 'string', enum: TIMELINE_KINDS },
              at: time,
              'until?': time,
              title: text,
              'entityRef?': text,
              'url?': text,
            }),
          ),
          alerts: list(alertTransition),
        }),
      ),
    },
  },
};
