import { openApi } from '@plumbline/plugin-workload-node';
import { pullRequestLink } from '../schemas';

const { answer, body, list, object, text } = openApi;

/** What would be done. */
export const planPaths = {
  '/plans': {
    post: {
      operationId: 'PlanChange',
      summary:
        'What would be done to add, change or retire a stamp, or to start a workload',
      description:
        'As the caller: what they may not see in the catalog is not there. Writes nothing. Each kind has its own fields (`PlanRequest` of @plumbline/plugin-stamp-common); 400 names each field that is wrong.',
      requestBody: body({
        type: 'object',
        required: ['kind'],
        properties: {
          kind: {
            type: 'string',
            enum: ['add', 'change', 'retire', 'new-workload'],
          },
        },
      }),
      responses: answer('The plan, or everything that stands against it', {
        anyOf: [
          object({
            plan: {
              type: 'object',
              description: 'Kind, stamp and, of a new one, workload',
            },
            title: text,
            body: { ...text, description: "Markdown: the pull request's" },
            branch: text,
            files: {
              ...list(object({ path: text, 'before?': text, 'after?': text })),
              description: 'Those that would change; without `after` it goes',
            },
            notes: list(text),
            'pullRequest?': {
              ...pullRequestLink,
              description: 'The same change, asked for already',
            },
          }),
          object({
            violations: list(
              object({ field: text, rule: text, message: text }),
            ),
          }),
        ],
      }),
    },
  },
};
