import { summariesPath } from '@plumbline/plugin-workload-node';

const nullableNumber = { type: ['number', 'null'] };
const dateTime = { type: 'string', format: 'date-time' };

const pathText = (name: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string', minLength: 1, maxLength: 200 },
});

const status = {
  type: 'object',
  description: 'One objective of one SLO, as it was last evaluated',
  required: ['id', 'displayName', 'state', 'target', 'window', 'explanation'],
  properties: {
    id: { type: 'string' },
    displayName: { type: 'string' },
    state: {
      type: 'string',
      enum: [
        'exhausted',
        'fast-burn',
        'slow-burn',
        'low',
        'stale',
        'no-data',
        'ok',
      ],
    },
    target: { type: 'number' },
    compliance: nullableNumber,
    remainingBudget: {
      ...nullableNumber,
      description: '1 is all of the budget, below 0 overspent',
    },
    coverage: { type: 'number' },
    asOf: { type: ['string', 'null'], format: 'date-time' },
    window: { type: 'object' },
    explanation: { type: 'object' },
  },
};

const documentError = {
  type: 'object',
  required: ['file', 'line', 'column', 'field', 'expected', 'message'],
  properties: {
    file: { type: 'string' },
    line: { type: 'integer' },
    column: { type: 'integer' },
    field: { type: 'string' },
    expected: { type: 'string' },
    message: { type: 'string' },
    reportedAt: dateTime,
  },
};

const daysBack = {
  name: 'days',
  in: 'query',
  required: false,
  description: 'How many days back; 30 unless told',
  schema: { type: 'integer', minimum: 1, maximum: 400 },
};

const history = {
  type: 'object',
  required: ['id', 'points'],
  properties: {
    id: { type: 'string' },
    points: {
      type: 'array',
      items: {
        type: 'object',
        required: ['day', 'remainingBudget', 'compliance', 'coverage'],
        properties: {
          day: { type: 'string', format: 'date' },
          remainingBudget: nullableNumber,
          compliance: nullableNumber,
          coverage: { type: 'number' },
        },
      },
    },
  },
};

const json = (description: string, schema: object) => ({
  200: { description, content: { 'application/json': { schema } } },
});

/** OpenAPI document of the slo back end. */
export const openapi = {
  openapi: '3.1.0',
  info: { title: 'slo', version: '1' },
  paths: {
    '/workloads/{namespace}/{name}/slos': {
      get: {
        operationId: 'GetWorkloadSlos',
        summary: 'SLOs of a workload, worst first, and errors in its documents',
        parameters: [
          pathText('namespace', 'Namespace of the workload'),
          pathText('name', 'Name of the workload'),
        ],
        responses: json('SLOs and document errors', {
          type: 'object',
          required: ['workloadRef', 'slos', 'documentErrors'],
          properties: {
            workloadRef: { type: 'string' },
            slos: { type: 'array', items: status },
            documentErrors: { type: 'array', items: documentError },
          },
        }),
      },
    },
    '/workloads/{namespace}/{name}/history': {
      get: {
        operationId: 'GetWorkloadSloHistory',
        summary: 'Histories of all objectives of a workload',
        parameters: [
          pathText('namespace', 'Namespace of the workload'),
          pathText('name', 'Name of the workload'),
          daysBack,
        ],
        responses: json('One history for each objective', {
          type: 'object',
          required: ['histories'],
          properties: { histories: { type: 'array', items: history } },
        }),
      },
    },
    '/slos/{id}/history': {
      get: {
        operationId: 'GetSloHistory',
        summary: 'Remaining budget of an objective at the end of each UTC day',
        parameters: [pathText('id', 'Id of the objective'), daysBack],
        responses: json('Daily points, oldest first', history),
      },
    },
    '/summaries/query': summariesPath,
  },
};
