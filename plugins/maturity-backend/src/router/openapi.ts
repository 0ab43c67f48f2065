import { summariesPath } from '@plumbline/plugin-workload-node';

const entityName = {
  type: 'string',
  minLength: 1,
  maxLength: 63,
};

const json = (schema: object) => ({ 'application/json': { schema } });

const evidence = {
  type: 'object',
  required: ['label', 'values'],
  properties: {
    label: { type: 'string' },
    values: { type: 'array', items: { type: 'string' } },
  },
};

const state = {
  type: 'string',
  enum: ['met', 'not-met', 'unknown', 'exempt', 'not-applicable'],
};

const criterion = {
  type: 'object',
  required: ['id', 'kind', 'title', 'howTo', 'state', 'reason', 'evidence'],
  properties: {
    id: { type: 'string' },
    kind: { type: 'string', enum: ['rule', 'attestation'] },
    title: { type: 'string' },
    howTo: { type: 'string' },
    expression: { type: 'string' },
    question: { type: 'string' },
    evidenceWanted: { type: 'string' },
    validForDays: { type: 'integer' },
    state,
    reason: { type: 'string' },
    evidence: { type: 'array', items: evidence },
    observedAt: { type: 'string', format: 'date-time' },
    since: { type: 'string', format: 'date-time' },
  },
};

const strategy = {
  type: 'object',
  required: ['id', 'title', 'explanation', 'howTo', 'state', 'criteria'],
  properties: {
    id: { type: 'string' },
    title: { type: 'string' },
    explanation: { type: 'string' },
    howTo: { type: 'string' },
    state,
    criteria: { type: 'array', items: criterion },
  },
};

const level = {
  type: 'object',
  required: ['level', 'name', 'goal', 'count', 'strategies'],
  properties: {
    level: { type: 'integer', minimum: 1 },
    name: { type: 'string' },
    goal: { type: 'string' },
    count: {
      type: 'object',
      required: ['level', 'total', 'passed', 'notMet', 'unknown'],
      additionalProperties: { type: 'integer' },
    },
    strategies: { type: 'array', items: strategy },
  },
};

const transition = {
  type: 'object',
  required: ['at', 'toProven', 'toPossible', 'cause'],
  properties: {
    at: { type: 'string', format: 'date-time' },
    fromProven: { type: ['integer', 'null'] },
    toProven: { type: 'integer' },
    fromPossible: { type: ['integer', 'null'] },
    toPossible: { type: 'integer' },
    cause: { type: 'string' },
  },
};

const model = {
  type: 'object',
  required: ['id', 'title', 'version', 'proven', 'possible', 'levels', 'asOf'],
  properties: {
    id: { type: 'string' },
    title: { type: 'string' },
    version: { type: 'string' },
    description: { type: 'string' },
    source: { type: 'object' },
    proven: { type: 'integer', minimum: 0 },
    possible: { type: 'integer', minimum: 0 },
    next: {
      type: 'object',
      required: ['level', 'blockers'],
      properties: {
        level: { type: 'integer' },
        blockers: { type: 'array', items: { type: 'string' } },
      },
    },
    levels: { type: 'array', items: level },
    history: { type: 'array', items: transition },
    asOf: { type: 'string', format: 'date-time' },
  },
};

const workloadMaturity = {
  type: 'object',
  required: ['workloadRef', 'models', 'modelStatus', 'sources', 'attest'],
  properties: {
    workloadRef: { type: 'string' },
    models: { type: 'array', items: model },
    modelStatus: { type: 'array', items: { type: 'object' } },
    sources: { type: 'array', items: { type: 'object' } },
    attest: {
      type: 'object',
      required: ['allowed'],
      properties: {
        allowed: { type: 'boolean' },
        reason: { type: 'string' },
      },
    },
  },
};

const attestation = {
  type: 'object',
  additionalProperties: false,
  required: ['workloadRef', 'criterionId', 'answer', 'expiresAt'],
  properties: {
    workloadRef: { type: 'string', maxLength: 300 },
    criterionId: { type: 'string', maxLength: 120 },
    answer: { type: 'string', enum: ['met', 'not-met'] },
    note: { type: 'string', maxLength: 2000 },
    evidenceUrl: { type: 'string', maxLength: 2000 },
    expiresAt: { type: 'string', maxLength: 40 },
    attestedBy: { type: 'string', maxLength: 300 },
    attestedAt: { type: 'string', maxLength: 40 },
  },
};

/** What the maturity back end answers. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'maturity',
    version: '1',
    description: 'Maturity levels of workloads, and what proves them',
  },
  paths: {
    '/workloads/{namespace}/{name}': {
      get: {
        operationId: 'GetWorkloadMaturity',
        summary: 'Levels, strategies and criteria of one workload',
        parameters: [
          { name: 'namespace', in: 'path', required: true, schema: entityName },
          { name: 'name', in: 'path', required: true, schema: entityName },
        ],
        responses: {
          200: {
            description:
              'What is stored; no models before the first evaluation',
            content: json(workloadMaturity),
          },
        },
      },
    },
    '/attestations': {
      post: {
        operationId: 'Attest',
        summary: 'Answers attestation criteria, all or none',
        requestBody: {
          required: true,
          content: json({
            type: 'object',
            additionalProperties: false,
            required: ['items'],
            properties: {
              items: {
                type: 'array',
                minItems: 1,
                maxItems: 1000,
                items: attestation,
              },
            },
          }),
        },
        responses: {
          200: {
            description: 'Stored, and the workloads evaluated',
            content: json({
              type: 'object',
              required: ['added'],
              properties: { added: { type: 'integer', minimum: 0 } },
            }),
          },
        },
      },
    },
    '/summaries/query': summariesPath,
  },
};
