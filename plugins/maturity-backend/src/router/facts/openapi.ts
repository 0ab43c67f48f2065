import {
  answer,
  body,
  entityRef,
  exactly,
  integer,
  list,
  object,
  text,
  time,
  timeInput,
  workloadInPath,
} from '../schemas';

const value = {
  oneOf: [
    { type: 'boolean' },
    { type: 'number' },
    { type: 'string' },
    { type: 'array', items: { type: 'string' } },
  ],
};

/** Facts and where they come from. */
export const factPaths = {
  '/workloads/{namespace}/{name}/facts': {
    get: {
      operationId: 'ListFacts',
      summary: 'Every fact of one workload',
      parameters: workloadInPath,
      responses: answer(
        'With when each was last seen, and since when it is so',
        object({
          items: list(
            object({
              name: text,
              title: text,
              value,
              observedAt: time,
              since: time,
              stale: { type: 'boolean' },
            }),
          ),
        }),
      ),
    },
  },
  '/facts/sources': {
    get: {
      operationId: 'ListFactSources',
      summary:
        'The sources of facts, what they say, and how their newest round went',
      responses: answer(
        'In order of their ids',
        object({ items: list({ type: 'object' }) }),
      ),
    },
  },
  '/facts': {
    post: {
      operationId: 'PushFacts',
      summary:
        'Takes facts of a source that the configuration declares, all or none',
      requestBody: body(
        exactly({
          source: { type: 'string', minLength: 1, maxLength: 60 },
          items: {
            type: 'array',
            minItems: 1,
            maxItems: 1000,
            items: exactly({
              workloadRef: entityRef,
              observedAt: timeInput,
              // Names and types are checked against the source's schema, which says more when one is wrong.
              facts: { type: 'object', maxProperties: 200 },
            }),
          },
        }),
      ),
      responses: answer(
        'Stored, and what they decide evaluated',
        object({ changed: integer, unchanged: integer }),
      ),
    },
  },
  '/refresh': {
    post: {
      operationId: 'RefreshFacts',
      summary: 'Has all sources look at workloads now, and evaluates them',
      requestBody: body(
        exactly({
          workloadRefs: {
            type: 'array',
            minItems: 1,
            maxItems: 50,
            items: entityRef,
          },
        }),
      ),
      responses: answer('Done', object({ workloads: integer })),
    },
  },
};
