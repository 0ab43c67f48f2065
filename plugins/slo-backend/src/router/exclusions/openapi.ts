import { openApi } from '@plumbline/plugin-workload-node';

const {
  answer,
  body,
  exactly,
  inPath,
  integer,
  jsonContent,
  list,
  may,
  object,
  text,
  time,
  timeInput,
  workloadInPath,
} = openApi;

const exclusion = object({
  id: integer,
  workloadRef: text,
  objectiveIds: { ...list(text), description: 'All of the workload if empty' },
  from: time,
  to: time,
  reason: text,
  createdBy: text,
  createdAt: time,
  'revokedAt?': time,
  'revokedBy?': text,
});

/** Maintenance that counts for nothing. */
export const exclusionPaths = {
  '/workloads/{namespace}/{name}/exclusions': {
    get: {
      operationId: 'ListExclusions',
      summary: 'Maintenance of a workload that counts for nothing',
      parameters: workloadInPath,
      responses: answer(
        'Newest first, with those that were taken back',
        object({ exclusions: list(exclusion), mayExclude: may }),
      ),
    },
    post: {
      operationId: 'AddExclusion',
      summary: 'Takes maintenance out of the count, for owners of the workload',
      parameters: workloadInPath,
      requestBody: body(
        exactly({
          'objectiveIds?': {
            type: 'array',
            maxItems: 200,
            items: { type: 'string', maxLength: 200 },
          },
          from: timeInput,
          to: timeInput,
          reason: { type: 'string', minLength: 10, maxLength: 2000 },
        }),
      ),
      responses: {
        201: {
          description: 'In force from the next round on',
          content: jsonContent(exclusion),
        },
      },
    },
  },
  '/workloads/{namespace}/{name}/exclusions/{exclusion}': {
    delete: {
      operationId: 'RevokeExclusion',
      summary: 'Takes one back, so that its time counts again',
      parameters: [
        ...workloadInPath,
        inPath('exclusion', {
          type: 'integer',
          minimum: 1,
          // What a column of ids holds.
          maximum: 2_147_483_647,
        }),
      ],
      responses: answer('It stays on record', exclusion),
    },
  },
};
