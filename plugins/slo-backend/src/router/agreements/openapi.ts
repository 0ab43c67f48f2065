import { openApi } from '@plumbline/plugin-workload-node';

const {
  answer,
  body,
  entityRef,
  exactly,
  list,
  may,
  nullableNumber,
  number,
  object,
  text,
  time,
  workloadInPath,
} = openApi;

const agreement = object({
  workloadRef: text,
  path: {
    type: ['object', 'null'],
    description:
      'A tree: `serial` needs all of its children, `parallel` one of them, a `dependency` has a promise',
  },
  allowed: {
    ...nullableNumber,
    description: 'Availability along the path; null without a known promise',
  },
  arithmetic: list(text),
  unknown: list(text),
  excluded: list(text),
  'included?': list(text),
  'overrides?': { type: 'object', additionalProperties: number },
  'offPath?': list(
    object({ entityRef: text, title: text, resourceType: text, reason: text }),
  ),
  findings: list(
    object({
      severity: { type: 'string', enum: ['warning'] },
      objectiveId: text,
      slaTarget: number,
      allowed: number,
      explanation: text,
    }),
  ),
  'editedBy?': text,
  'editedAt?': time,
  asOf: time,
  mayEdit: may,
});

const refs = { type: 'array', maxItems: 500, items: entityRef };

/** What dependencies allow workloads to promise. */
export const agreementPaths = {
  '/workloads/{namespace}/{name}/agreement': {
    get: {
      operationId: 'GetWorkloadAgreement',
      summary: "What a workload's dependencies allow it to promise",
      parameters: workloadInPath,
      responses: answer(
        'With the arithmetic and what is not counted',
        agreement,
      ),
    },
    put: {
      operationId: 'CorrectHotPath',
      summary: 'Corrects the path that users wait for, for owners',
      parameters: workloadInPath,
      requestBody: body(
        exactly({
          excluded: refs,
          'included?': refs,
          overrides: {
            type: 'object',
            maxProperties: 500,
            additionalProperties: { type: 'number' },
          },
        }),
      ),
      responses: answer('By the corrected path', agreement),
    },
  },
};
