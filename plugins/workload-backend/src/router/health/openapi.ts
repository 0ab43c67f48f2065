import { HEALTH_STATES } from '@plumbline/plugin-workload-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { healthCause, healthState, noSuchWorkload, oneOf } from '../schemas';

const {
  answer,
  body,
  entityRef,
  exactly,
  flag,
  inQuery,
  integer,
  list,
  number,
  object,
  paging,
  text,
  time,
  timeInput,
  workloadInPath,
} = openApi;

const MAX_CHANGES = 500;

const standing = object({
  from: time,
  to: time,
  inState: object(
    Object.fromEntries(HEALTH_STATES.map(state => [state, number])),
  ),
  maintenanceMs: number,
  knownMs: number,
  'share?': number,
  'coverage?': number,
  objective: object({ percent: number, days: number }),
  'met?': flag,
  allowedMs: number,
  leftMs: number,
});

/** How the health of workloads is and was. */
export const healthPaths = {
  '/workloads/{namespace}/{name}/health/history': {
    get: {
      operationId: 'GetHealthHistory',
      summary: 'Changes of state, and the standing against the objective',
      parameters: [
        ...workloadInPath,
        inQuery(
          'entityRef',
          entityRef,
          'A part, or `flow:<id>`; of all parts when absent',
        ),
        inQuery('from', timeInput, '28 days before the end when absent'),
        inQuery('to', timeInput, 'Now when absent'),
        ...paging(MAX_CHANGES),
      ],
      responses: {
        ...answer(
          'Changes newest first, 50 when no limit is given; states of the part or the workload, oldest first',
          object({
            from: time,
            to: time,
            items: list(
              object({
                entityRef: text,
                title: text,
                from: healthState,
                to: healthState,
                'cause?': healthCause,
                at: time,
              }),
            ),
            total: integer,
            states: list(object({ at: time, to: healthState })),
            standing,
            'keptSince?': time,
          }),
        ),
        ...noSuchWorkload,
      },
    },
  },
  '/workloads/{namespace}/{name}/changes': {
    get: {
      operationId: 'ListWorkloadChanges',
      summary: 'What became of a workload since a moment',
      parameters: [
        ...workloadInPath,
        { ...inQuery('since', timeInput), required: true },
      ],
      responses: {
        ...answer(
          'Newest first, at most 200',
          object({
            since: time,
            items: list(
              object({
                at: time,
                kind: oneOf([
                  'health',
                  'part-added',
                  'part-removed',
                  'incident',
                  'model',
                ]),
                title: text,
                'entityRef?': text,
                'number?': integer,
              }),
            ),
            more: flag,
          }),
        ),
        ...noSuchWorkload,
      },
    },
  },
  '/health/query': {
    post: {
      operationId: 'QueryHealth',
      summary:
        'Health of workloads and which parts tell it, for other back ends only',
      requestBody: body(
        exactly({ workloadRefs: { ...list(entityRef), maxItems: 500 } }),
      ),
      responses: answer(
        'Of those that were rolled up, by ref',
        object({
          items: list(
            object({ workloadRef: text, state: healthState, since: time }),
          ),
        }),
      ),
    },
  },
};
