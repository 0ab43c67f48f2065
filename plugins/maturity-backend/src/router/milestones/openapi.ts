import { modelInQuery, scopeInQuery, textInQuery } from '../portfolio/openapi';
import {
  answer,
  body,
  exactly,
  inPath,
  inQuery,
  integer,
  list,
  object,
  paging,
  text,
  time,
} from '../schemas';

const milestone = object({
  id: text,
  modelId: text,
  title: text,
  'note?': text,
  createdBy: text,
  at: time,
  workloads: integer,
  mean: { type: ['number', 'null'] },
});

const side = object({ title: text, at: time });
const level = { type: ['integer', 'null'] };

/** Levels of all workloads, kept under a name and compared. */
export const milestonePaths = {
  '/milestones': {
    get: {
      operationId: 'GetMilestones',
      summary: 'Milestones of a model',
      parameters: [modelInQuery],
      responses: answer('Newest first', object({ items: list(milestone) })),
    },
    post: {
      operationId: 'CreateMilestone',
      summary: 'Keeps the levels of all workloads as they are',
      requestBody: body(
        exactly({
          modelId: { type: 'string', minLength: 1, maxLength: 60 },
          title: { type: 'string', minLength: 1, maxLength: 200 },
          'note?': { type: 'string', maxLength: 2000 },
        }),
      ),
      responses: answer('Kept', milestone),
    },
  },
  '/milestones/{id}': {
    delete: {
      operationId: 'DeleteMilestone',
      summary: 'Forgets a milestone',
      parameters: [inPath('id')],
      responses: { 204: { description: 'Forgotten' } },
    },
  },
  '/milestones/{id}/comparison': {
    get: {
      operationId: 'CompareMilestone',
      summary: 'What changed between a milestone and another time',
      parameters: [
        inPath('id'),
        inQuery(
          'with',
          { type: 'string', minLength: 1, maxLength: 40 },
          "Id of a milestone, an ISO 8601 time or 'now', which it is when absent",
        ),
        ...scopeInQuery,
        textInQuery,
        ...paging(500),
      ],
      responses: answer(
        'From the earlier to the later of the two; the greatest falls first',
        object({
          from: side,
          to: side,
          rose: integer,
          fell: integer,
          same: integer,
          added: integer,
          gone: integer,
          items: list(
            object({
              workloadRef: text,
              title: text,
              'ownerRef?': text,
              fromProven: level,
              toProven: level,
            }),
          ),
          total: integer,
        }),
      ),
    },
  },
};
