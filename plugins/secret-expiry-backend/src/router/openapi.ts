import {
  CREDENTIAL_ORDERS,
  MAX_CREDENTIALS,
} from '@plumbline/plugin-secret-expiry-common';
import { summariesPath } from '@plumbline/plugin-workload-node';

const time = { type: 'string', format: 'date-time' };
const text = { type: 'string' };

/** The API of the secret-expiry back end. No schema has a field for a value. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'secret-expiry',
    version: '1',
    description:
      'What expires when, for each workload. Metadata only: no answer holds the value of a credential.',
  },
  servers: [{ url: '/' }],
  paths: {
    '/credentials': {
      get: {
        operationId: 'GetCredentials',
        summary: 'Credentials and how far their places could be looked at',
        parameters: [
          {
            name: 'workloadRef',
            in: 'query',
            description: 'Full ref of a workload; all workloads when absent',
            schema: { type: 'string', minLength: 1, maxLength: 300 },
          },
          {
            name: 'expiresBefore',
            in: 'query',
            description: 'Only those that expire before; past ones included',
            schema: time,
          },
          {
            name: 'limit',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 1,
              maximum: MAX_CREDENTIALS,
              default: 50,
            },
          },
          {
            name: 'offset',
            in: 'query',
            schema: {
              type: 'integer',
              minimum: 0,
              maximum: 1_000_000,
              default: 0,
            },
          },
          {
            name: 'orderBy',
            in: 'query',
            description: 'A leading dash is descending',
            schema: {
              type: 'string',
              enum: [...CREDENTIAL_ORDERS],
              default: 'expires',
            },
          },
        ],
        responses: {
          200: {
            description:
              'A page of credentials, and the status of their places',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/CredentialsPage' },
              },
            },
          },
        },
      },
    },
    '/summaries/query': summariesPath,
  },
  components: {
    schemas: {
      CredentialsPage: {
        type: 'object',
        additionalProperties: false,
        required: ['items', 'total', 'coverage', 'places', 'failingSources'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Credential' },
          },
          total: { type: 'integer' },
          coverage: { enum: ['looked', 'partly', 'not-looked'] },
          places: {
            type: 'array',
            items: { $ref: '#/components/schemas/Place' },
          },
          failingSources: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['sourceId', 'reason', 'lastLooked'],
              properties: { sourceId: text, reason: text, lastLooked: time },
            },
          },
        },
      },
      Credential: {
        type: 'object',
        additionalProperties: false,
        required: [
          'id',
          'sourceId',
          'place',
          'name',
          'kind',
          'workloadRef',
          'created',
          'rotation',
          'previous',
          'state',
          'stage',
          'since',
          'firstSeen',
          'lastSeen',
        ],
        properties: {
          id: text,
          sourceId: text,
          place: text,
          name: text,
          kind: text,
          workloadRef: text,
          entityRef: text,
          ownerRef: text,
          created: time,
          notBefore: time,
          expires: time,
          rotation: { enum: ['manual', 'automatic'] },
          rotatesBefore: text,
          runbookUrl: text,
          portalUrl: text,
          previous: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['created', 'replaced'],
              properties: { created: time, expires: time, replaced: time },
            },
          },
          state: text,
          stage: { type: 'integer', minimum: 0, maximum: 6 },
          since: time,
          firstSeen: time,
          lastSeen: time,
        },
      },
      Place: {
        type: 'object',
        additionalProperties: false,
        required: [
          'sourceId',
          'place',
          'title',
          'outcome',
          'lastLooked',
          'problems',
          'problemCount',
        ],
        properties: {
          sourceId: text,
          place: text,
          title: text,
          outcome: { enum: ['looked', 'partly', 'could-not-look'] },
          reason: text,
          lastLooked: time,
          lastSuccess: time,
          problems: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['file', 'line', 'column', 'field', 'expected'],
              properties: {
                file: text,
                line: { type: 'integer' },
                column: { type: 'integer' },
                field: text,
                expected: text,
              },
            },
          },
          problemCount: { type: 'integer' },
        },
      },
    },
  },
};
