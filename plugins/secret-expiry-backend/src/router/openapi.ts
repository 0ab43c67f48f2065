import {
  CREDENTIAL_ORDERS,
  MAX_CREDENTIALS,
} from '@plumbline/plugin-secret-expiry-common';
import { summariesPath } from '@plumbline/plugin-workload-node';

const time = { type: 'string', format: 'date-time' };
const text = { type: 'string' };
const may = {
  type: 'object',
  additionalProperties: false,
  required: ['allowed'],
  properties: { allowed: { type: 'boolean' }, reason: text },
};

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
        summary: 'Credentials, one for each identity',
        parameters: [
          {
            name: 'workloadRef',
            in: 'query',
            description: 'Full refs of workloads; all workloads when absent',
            schema: {
              type: 'array',
              maxItems: 100,
              items: { type: 'string', minLength: 1, maxLength: 300 },
            },
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
              default: 'urgency',
            },
          },
        ],
        responses: {
          200: {
            description: 'A page of credentials',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/CredentialsPage' },
              },
            },
          },
        },
      },
    },
    '/workloads/{namespace}/{name}/overview': {
      get: {
        operationId: 'GetWorkloadOverview',
        summary: 'How far the places of a workload could be looked at',
        parameters: ['namespace', 'name'].map(name => ({
          name,
          in: 'path',
          required: true,
          schema: { type: 'string', minLength: 1, maxLength: 63 },
        })),
        responses: {
          200: {
            description: 'Coverage, places and findings about its vaults',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/WorkloadExpiry' },
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
        required: ['items', 'total'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Credential' },
          },
          total: { type: 'integer' },
        },
      },
      WorkloadExpiry: {
        type: 'object',
        additionalProperties: false,
        required: [
          'coverage',
          'places',
          'failingSources',
          'vaultFindings',
          'may',
        ],
        properties: {
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
          vaultFindings: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: [
                'code',
                'stampRefs',
                'vaultRefs',
                'reason',
                'nextStep',
              ],
              properties: {
                code: text,
                stampRefs: { type: 'array', items: text },
                vaultRefs: { type: 'array', items: text },
                reason: text,
                nextStep: text,
              },
            },
          },
          may: {
            type: 'object',
            additionalProperties: false,
            required: ['acknowledge', 'manage'],
            properties: { acknowledge: may, manage: may },
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
              properties: {
                created: time,
                expires: time,
                replaced: time,
                thumbprint: text,
              },
            },
          },
          state: text,
          stage: { type: 'integer', minimum: 0, maximum: 6 },
          since: time,
          firstSeen: time,
          lastSeen: time,
          status: { enum: ['active', 'disabled', 'deleted'] },
          stampRef: text,
          thumbprint: text,
          fingerprint: text,
          issuer: text,
          chainPlace: { enum: ['leaf', 'intermediate'] },
          renewsAt: time,
          replaceableBy: text,
          findings: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['code', 'reason'],
              properties: { code: text, reason: text },
            },
          },
          workloadTitle: text,
          responsibleRef: text,
          placeCount: { type: 'integer', minimum: 1 },
          needsSomeone: { type: 'boolean' },
          actBy: time,
        },
      },
      Place: {
        type: 'object',
        additionalProperties: false,
        required: [
          'sourceId',
          'place',
          'title',
          'credentialCount',
          'outcome',
          'lastLooked',
          'problems',
          'problemCount',
        ],
        properties: {
          sourceId: text,
          place: text,
          title: text,
          credentialCount: { type: 'integer', minimum: 0 },
          outcome: { enum: ['looked', 'partly', 'could-not-look'] },
          reason: text,
          lastLooked: time,
          lastSuccess: time,
          problems: {
            type: 'array',
            items: {
              oneOf: [
                {
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
                {
                  type: 'object',
                  additionalProperties: false,
                  required: ['sentence'],
                  properties: { sentence: text },
                },
              ],
            },
          },
          problemCount: { type: 'integer' },
        },
      },
    },
  },
};
