import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { SummaryStore } from './SummaryStore';

const workloadRefList = {
  type: 'array',
  items: { type: 'string', maxLength: 300 },
  maxItems: 500,
};

/** The OpenAPI path item of {@link addSummariesRoute}, for the family's document. */
export const summariesPath = {
  post: {
    operationId: 'QuerySummaries',
    summary: 'What this family says about workloads, for other back ends only',
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            additionalProperties: false,
            properties: {
              after: { type: 'string', maxLength: 300 },
              limit: { type: 'integer', minimum: 1, maximum: 500 },
              workloadRefs: workloadRefList,
            },
          },
        },
      },
    },
    responses: {
      200: {
        description: 'A page of summaries, ordered by workload ref',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['items'],
              properties: {
                items: { type: 'array', items: { type: 'object' } },
                nextAfter: { type: 'string' },
              },
            },
          },
        },
      },
    },
  },
};

/**
 * Adds `POST /summaries/query`, which only other back ends may call: it is how
 * the workload back end reads what a family says, in bulk.
 */
export function addSummariesRoute(
  router: Router,
  options: { store: SummaryStore; httpAuth: HttpAuthService },
) {
  router.post('/summaries/query', async (request, response) => {
    await options.httpAuth.credentials(request, { allow: ['service'] });
    const { after, limit = 200, workloadRefs } = request.body;
    response.json(await options.store.page({ after, limit, workloadRefs }));
  });
}
