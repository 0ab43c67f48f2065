import { openApi } from '@plumbline/plugin-workload-node';

const { answer, body, entityRef, exactly, integer, object, timeInput } =
  openApi;

/** What services push. */
export const pushPaths = {
  '/samples': {
    post: {
      operationId: 'PushSamples',
      summary: 'Counts or readings for the source `samples`, all or none',
      description:
        'For callers that `slo.pushers` names. Idempotent: the same time of a series again replaces its value.',
      requestBody: body(
        exactly({
          items: {
            type: 'array',
            minItems: 1,
            maxItems: 1_000,
            items: exactly({
              series: {
                type: 'string',
                pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$',
              },
              samples: {
                type: 'array',
                minItems: 1,
                maxItems: 10_000,
                items: {
                  type: 'array',
                  description: '[epoch seconds at which a slice ends, value]',
                  minItems: 2,
                  maxItems: 2,
                  items: { type: 'number' },
                },
              },
            }),
          },
        }),
      ),
      responses: answer(
        'Stored; the next round counts them',
        object({ samples: integer }),
      ),
    },
  },
  '/events': {
    post: {
      operationId: 'PushEvents',
      summary: 'Deployments, for the timelines of their workloads',
      description:
        'For callers that `slo.pushers` names. Idempotent: an id again replaces what the same caller told.',
      requestBody: body(
        exactly({
          items: {
            type: 'array',
            minItems: 1,
            maxItems: 500,
            items: exactly({
              id: { type: 'string', minLength: 1, maxLength: 200 },
              workloadRef: entityRef,
              at: timeInput,
              'until?': timeInput,
              title: { type: 'string', minLength: 1, maxLength: 500 },
              'entityRef?': entityRef,
              'url?': { type: 'string', maxLength: 2000 },
            }),
          },
        }),
      ),
      responses: answer('Stored', object({ events: integer })),
    },
  },
};
