import { openApi } from '@plumbline/plugin-workload-node';
import { healthState, noSuchWorkload, oneOf } from '../schemas';

const {
  answer,
  body,
  exactly,
  integer,
  list,
  may,
  object,
  text,
  time,
  workloadInPath,
} = openApi;

/** Longer ones are said to be too long by whoever reads them. */
const modelText = { type: 'string', maxLength: 600_000 };

const problems = list(
  object({ line: integer, column: integer, field: text, expected: text }),
);
const findings = list(object({ field: text, message: text }));

const model = object({
  workloadRef: text,
  origin: oneOf(['default', 'file', 'portal']),
  'location?': text,
  'text?': text,
  completeText: text,
  revision: text,
  problems,
  findings,
  'error?': text,
  'errorAt?': time,
  'changedAt?': time,
  'changedBy?': text,
  edit: may,
});

/** How the health of a workload is told, as data. */
export const healthModelPaths = {
  '/workloads/{namespace}/{name}/health-model': {
    get: {
      operationId: 'GetHealthModel',
      summary: 'The health model of a workload: what holds, and what is wrong',
      parameters: workloadInPath,
      responses: {
        ...answer('As it was written, and with all defaults', model),
        ...noSuchWorkload,
      },
    },
    put: {
      operationId: 'SaveHealthModel',
      summary: 'Edits the health model, for owners of the workload',
      description:
        'Refused (409) where a file holds the model and where somebody else saved meanwhile. An empty text: all as by default.',
      parameters: workloadInPath,
      requestBody: body(exactly({ text: modelText, revision: text })),
      responses: {
        ...answer('It holds from now on', model),
        ...noSuchWorkload,
      },
    },
  },
  '/workloads/{namespace}/{name}/health-model/preview': {
    post: {
      operationId: 'PreviewHealthModel',
      summary: 'What a model would change now; nothing is stored',
      parameters: workloadInPath,
      requestBody: body(exactly({ text: modelText })),
      responses: {
        ...answer(
          'Parts that would be in another state, worst first',
          object({
            problems,
            findings,
            changes: list(
              object({
                entityRef: text,
                title: text,
                'from?': healthState,
                'to?': healthState,
                'reason?': text,
              }),
            ),
          }),
        ),
        ...noSuchWorkload,
      },
    },
  },
};
