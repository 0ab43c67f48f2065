import { openApi } from '@plumbline/plugin-workload-node';

const { inPath, integer, jsonContent, list, object, text, time } = openApi;

const some = (items: object) => object({ count: integer, items: list(items) });
const entity = { entityRef: text, resourceId: text, type: text };

const report = object({
  importId: text,
  at: time,
  outcome: { type: 'string', enum: ['applied', 'dry-run', 'stopped'] },
  'reason?': text,
  'completeAt?': time,
  'listed?': object({
    subscriptions: integer,
    resourceGroups: integer,
    resources: integer,
  }),
  added: some(object(entity)),
  changed: some(
    object({
      ...entity,
      fields: list(object({ field: text, 'from?': text, 'to?': text })),
    }),
  ),
  removed: some(object(entity)),
  unchanged: integer,
  elsewhere: some(object({ resourceId: text, entityRef: text })),
  notes: some(object({ resourceId: text, text })),
  unknownRefs: some(object({ entityRef: text, resources: integer })),
  'telemetry?': object({ known: integer, waiting: integer, 'reason?': text }),
});

const asJsonOrText = (description: string, schema: object) => ({
  200: {
    description,
    content: { ...jsonContent(schema), 'text/plain': { schema: text } },
  },
});

/** The API of the imports, below `/api/catalog/plumbline-azure`. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'plumbline-azure',
    version: '1',
    description: 'What imports from Azure did, or would do.',
  },
  servers: [{ url: '/' }],
  paths: {
    '/imports': {
      get: {
        operationId: 'listAzureImports',
        summary: 'The last report of each import that has run',
        responses: asJsonOrText('Reports', object({ items: list(report) })),
      },
    },
    '/imports/{id}': {
      get: {
        operationId: 'getAzureImport',
        summary: 'The last report of one import',
        parameters: [inPath('id', { type: 'string', maxLength: 50 })],
        responses: {
          ...asJsonOrText('Report', report),
          404: { description: 'No such import has run yet' },
        },
      },
    },
  },
};
