import { DOCUMENT_FOLDERS, DOCUMENT_NAME } from '../documents/readDocument';

/** The OpenAPI document of the plugin. */
export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'example-data',
    version: '1',
    description:
      'What the generator of example data has made, and the texts that the examples link to',
  },
  servers: [{ url: '/' }],
  paths: {
    '/status': {
      get: {
        operationId: 'GetStatus',
        summary: 'Whether example data is made, of what, and up to when',
        parameters: [],
        responses: {
          200: {
            description: 'The status of this process',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Status' },
              },
            },
          },
        },
      },
    },
    '/documents/{folder}/{name}': {
      get: {
        operationId: 'GetDocument',
        summary: 'A runbook or another text of the examples',
        parameters: [
          {
            name: 'folder',
            in: 'path',
            required: true,
            schema: { type: 'string', enum: DOCUMENT_FOLDERS },
          },
          {
            name: 'name',
            in: 'path',
            required: true,
            description: 'Of the file, without its ending',
            schema: { type: 'string', pattern: DOCUMENT_NAME },
          },
        ],
        responses: {
          200: {
            description: 'The text',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Document' },
              },
            },
          },
          404: {
            description: 'There is no such text, or example data is turned off',
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Document: {
        type: 'object',
        required: ['markdown'],
        properties: { markdown: { type: 'string' } },
      },
      Delivery: {
        type: 'object',
        required: ['items'],
        properties: {
          items: { type: 'integer' },
          deliveredAt: { type: 'string', format: 'date-time' },
          error: { type: 'string' },
        },
      },
      Status: {
        type: 'object',
        required: ['enabled'],
        properties: {
          enabled: { type: 'boolean' },
          anchor: {
            type: 'string',
            format: 'date-time',
            description: 'The moment from which relative dates count',
          },
          samples: {
            type: 'object',
            required: ['series'],
            properties: {
              series: { type: 'array', items: { type: 'string' } },
              writtenTo: {
                type: 'string',
                format: 'date-time',
                description: 'End of the newest slice',
              },
            },
          },
          credentials: {
            type: 'object',
            required: ['files'],
            properties: {
              files: { type: 'array', items: { type: 'string' } },
            },
          },
          attestations: { $ref: '#/components/schemas/Delivery' },
          exemptions: { $ref: '#/components/schemas/Delivery' },
          deployments: { $ref: '#/components/schemas/Delivery' },
          problems: {
            type: 'array',
            items: { type: 'string' },
            description: 'Definitions that could not be used',
          },
        },
      },
    },
  },
};
