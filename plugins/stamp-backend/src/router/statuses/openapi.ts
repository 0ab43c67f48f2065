import { STAMP_LIFECYCLES } from '@plumbline/plugin-workload-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { percent, status } from '../schemas';

const {
  answer,
  body,
  entityRef,
  exactly,
  inQuery,
  inQueryMany,
  integer,
  list,
  object,
  text,
  timeInput,
} = openApi;

/** Reports in one request. */
export const MOST_REPORTS = 1_000;
/** Rows in one answer. */
export const MOST_STATUSES = 1_000;

/** What pipelines tell. */
export const statusPaths = {
  '/statuses': {
    post: {
      operationId: 'TellStatuses',
      summary: 'What became of stamps, all or none',
      description:
        'For callers that `stamp.reporters` names, about stamps with a lock file in the estate. Idempotent: the newest observation holds, in whatever order they arrive; the same again changes nothing.',
      requestBody: body(
        exactly({
          reports: {
            type: 'array',
            minItems: 1,
            maxItems: MOST_REPORTS,
            items: exactly({
              stampRef: entityRef,
              lifecycle: { type: 'string', enum: STAMP_LIFECYCLES },
              'trafficWeight?': percent,
              'image?': {
                type: 'string',
                minLength: 1,
                maxLength: 300,
                pattern: '^[A-Za-z0-9][A-Za-z0-9._:/@-]*$',
              },
              'unit?': { type: 'string', enum: ['blue', 'green'] },
              'outcome?': { type: 'string', enum: ['succeeded', 'failed'] },
              'runUrl?': { type: 'string', minLength: 1, maxLength: 1_000 },
              observedAt: timeInput,
            }),
          },
        }),
      ),
      responses: answer(
        'Stored',
        object({
          reports: integer,
          changed: {
            ...integer,
            description: 'Stamps of which something new is known',
          },
        }),
      ),
    },
    get: {
      operationId: 'GetStatuses',
      summary: 'What was told of stamps last, ordered by ref',
      parameters: [
        inQueryMany(
          'stampRef',
          entityRef,
          'Only these; those of which nothing was told are left out',
        ),
        inQuery(
          'after',
          { ...entityRef, pattern: '^[!-~]+$' },
          'Without `stampRef`: the page after it',
        ),
        inQuery('limit', {
          type: 'integer',
          minimum: 1,
          maximum: MOST_STATUSES,
        }),
      ],
      responses: answer(
        'A page, 200 rows when no limit is given',
        object({ items: list(status), 'nextAfter?': text }),
      ),
    },
  },
};
