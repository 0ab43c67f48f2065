import { openApi } from '@plumbline/plugin-workload-node';
import { daysInQuery, history, status } from '../schemas';

const { answer, integer, list, object, text, time, workloadInPath } = openApi;

const documentError = object({
  file: text,
  line: integer,
  column: integer,
  'severity?': { type: 'string', enum: ['error', 'warning'] },
  field: text,
  expected: text,
  message: text,
  reportedAt: time,
});

/** The objectives of one workload. */
export const workloadPaths = {
  '/workloads/{namespace}/{name}/slos': {
    get: {
      operationId: 'GetWorkloadSlos',
      summary: 'SLOs of a workload, worst first, and errors in its documents',
      parameters: workloadInPath,
      responses: answer(
        'SLOs and document errors',
        object({
          workloadRef: text,
          slos: list(status),
          documentErrors: list(documentError),
        }),
      ),
    },
  },
  '/workloads/{namespace}/{name}/history': {
    get: {
      operationId: 'GetWorkloadSloHistory',
      summary: 'Histories of all objectives of a workload',
      parameters: [...workloadInPath, daysInQuery],
      responses: answer(
        'One history for each objective',
        object({ histories: list(history) }),
      ),
    },
  },
};
