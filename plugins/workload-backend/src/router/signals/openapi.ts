import {
  REPORTS_MAX,
  REPORT_CONTEXT_MAX,
  REPORT_MINUTES,
  REPORT_MINUTES_RANGE,
} from '@plumbline/plugin-workload-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { WORKLOAD_REPORTS_MAX } from '../../store/ReportStore';
import { healthState, noSuchWorkload } from '../schemas';

const {
  answer,
  body,
  entityRef,
  exactly,
  integer,
  list,
  number,
  object,
  text,
  time,
  timeInput,
  workloadInPath,
} = openApi;

// Ranges are checked by the handler, whose errors name the report and field.
const described = (schema: object, description: string) => ({
  ...schema,
  description,
});

const id = described(text, 'Such as `postgresql/connections`');

const place = {
  'workloadRef?': described(
    entityRef,
    'Needed for user flows, and for parts of several workloads',
  ),
  entityRef: described(
    entityRef,
    'A part of the workload, the workload itself, or `flow:<id>`',
  ),
  id,
};

/** Signals that are pushed. */
export const signalPaths = {
  '/signals': {
    post: {
      operationId: 'PushSignals',
      summary: 'Takes signals about parts of workloads, all or none',
      description:
        'Idempotent. A newer signal of the same id and part replaces the older; one that is older than what is known is left out. Each is gone when its time is over.',
      requestBody: body(
        exactly({
          reports: {
            ...list(
              exactly({
                ...place,
                name: described(text, 'What is measured'),
                'state?': described(
                  text,
                  'healthy, unknown, degraded or unhealthy; counts before the value',
                ),
                'value?': described(
                  number,
                  'Judged by the thresholds of the health model; this or a state is needed',
                ),
                'context?': described(
                  text,
                  `At most ${REPORT_CONTEXT_MAX} characters`,
                ),
                'minutes?': described(
                  number,
                  `How long it holds, ${REPORT_MINUTES_RANGE.min} to ${REPORT_MINUTES_RANGE.max}; ${REPORT_MINUTES} when absent`,
                ),
                'reportedAt?': timeInput,
              }),
            ),
            description: `1 to ${REPORTS_MAX} of them; of one workload at most ${WORKLOAD_REPORTS_MAX} hold at a time`,
          },
        }),
      ),
      responses: answer(
        'How many were stored, and whose health is looked at now',
        object({ accepted: integer, workloadRefs: list(text) }),
      ),
    },
  },
  '/signals/remove': {
    post: {
      operationId: 'RemoveSignals',
      summary: 'Takes pushed signals back; unknown ones are no error',
      requestBody: body(
        exactly({
          signals: {
            ...list(exactly(place)),
            description: `1 to ${REPORTS_MAX} of them`,
          },
        }),
      ),
      responses: answer(
        'Workloads that had any of them',
        object({ workloadRefs: list(text) }),
      ),
    },
  },
  '/workloads/{namespace}/{name}/signals': {
    get: {
      operationId: 'ListPushedSignals',
      summary: 'Pushed signals that hold, with who pushed them',
      parameters: workloadInPath,
      responses: {
        ...answer(
          'By part and id',
          object({
            items: list(
              object({
                workloadRef: text,
                entityRef: text,
                id: text,
                name: text,
                'state?': healthState,
                'value?': number,
                'context?': text,
                reportedAt: time,
                expiresAt: time,
                reportedBy: text,
              }),
            ),
          }),
        ),
        ...noSuchWorkload,
      },
    },
  },
};
