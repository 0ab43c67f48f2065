import {
  HEALTH_STATES,
  WORKLOAD_ORDERS,
} from '@plumbline/plugin-workload-common';

const ref = { type: 'string', maxLength: 300 };

const workloadParameters = [
  {
    name: 'namespace',
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 63 },
  },
  {
    name: 'name',
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 63 },
  },
];

function query(name: string, description: string, schema: object) {
  return { name, in: 'query', required: false, description, schema };
}

function answer(description: string, required: string[]) {
  return {
    description,
    content: {
      'application/json': { schema: { type: 'object', required } },
    },
  };
}

const notFound = { description: 'There is no such workload' };

/** The API of this plugin, OpenAPI 3.1. */
export const openapi = {
  openapi: '3.1.0',
  info: { title: 'workload', version: '1' },
  paths: {
    '/workloads': {
      get: {
        operationId: 'ListWorkloads',
        summary: 'A page of the portfolio',
        parameters: [
          query('limit', 'Rows on the page', {
            type: 'integer',
            minimum: 1,
            maximum: 200,
            default: 20,
          }),
          query('offset', 'Rows before the page', {
            type: 'integer',
            minimum: 0,
            default: 0,
          }),
          query('search', 'Words, all of which must be there', {
            type: 'string',
            maxLength: 200,
          }),
          query('owner', 'Full ref of the owner', ref),
          query('domain', 'Full ref of the domain', ref),
          query('health', 'State', { type: 'string', enum: HEALTH_STATES }),
          query('orderBy', 'Column to sort by', {
            type: 'string',
            enum: WORKLOAD_ORDERS,
            default: 'urgency',
          }),
          query(
            'order',
            'Direction; without it the most urgent first, or a to z',
            { type: 'string', enum: ['asc', 'desc'] },
          ),
        ],
        responses: {
          200: answer('Workloads and how many there are', [
            'items',
            'total',
            'needsAttention',
            'families',
          ]),
        },
      },
    },
    '/workloads/filters': {
      get: {
        operationId: 'GetWorkloadFilters',
        summary: 'Owners and domains that workloads have',
        responses: {
          200: answer('Refs with counts', ['owners', 'domains']),
        },
      },
    },
    '/workloads/{namespace}/{name}/overview': {
      get: {
        operationId: 'GetWorkloadOverview',
        summary: 'Tiles and what needs attention',
        parameters: workloadParameters,
        responses: {
          200: answer('The first screen of the workload', [
            'workload',
            'tiles',
            'attention',
            'families',
          ]),
          404: notFound,
        },
      },
    },
    '/workloads/{namespace}/{name}/map': {
      get: {
        operationId: 'GetWorkloadMap',
        summary: 'Service map with the health of every node',
        parameters: workloadParameters,
        responses: {
          200: answer('Nodes and edges', ['workloadRef', 'nodes', 'edges']),
          404: notFound,
        },
      },
    },
    '/health/query': {
      post: {
        operationId: 'QueryHealth',
        summary:
          'Health of workloads and which parts tell it, for other back ends only',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['workloadRefs'],
                properties: {
                  workloadRefs: { type: 'array', items: ref, maxItems: 500 },
                },
              },
            },
          },
        },
        responses: {
          200: answer('Health of those that were rolled up, by ref', ['items']),
        },
      },
    },
  },
};
