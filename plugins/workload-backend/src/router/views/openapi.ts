import { openApi } from '@plumbline/plugin-workload-node';

const {
  answer,
  body,
  entityRef,
  exactly,
  flag,
  inPath,
  jsonContent,
  list,
  object,
  text,
} = openApi;

const view = object({
  id: text,
  name: text,
  query: text,
  shared: flag,
  ownerRef: entityRef,
  mine: flag,
});

const input = exactly({
  name: { type: 'string', minLength: 1, maxLength: 100 },
  query: { type: 'string', maxLength: 4000 },
  shared: flag,
});

const viewInPath = [inPath('id', { type: 'string', format: 'uuid' })];

const refused = {
  403: { description: 'It is not yours, or sharing is not' },
  409: { description: 'There is another of that name' },
};

const noSuchView = { 404: { description: 'There is no such view' } };

/** Filters of the portfolio that people keep under a name. */
export const viewPaths = {
  '/views': {
    get: {
      operationId: 'ListViews',
      summary: "The caller's own saved views and shared ones",
      responses: answer('By name', object({ items: list(view) })),
    },
    post: {
      operationId: 'CreateView',
      summary: 'Saves a view; to share it needs `workload.manage`',
      requestBody: body(input),
      responses: {
        201: { description: 'The view', content: jsonContent(view) },
        ...refused,
      },
    },
  },
  '/views/{id}': {
    put: {
      operationId: 'ChangeView',
      summary: 'Changes an own view; a shared one needs `workload.manage`',
      parameters: viewInPath,
      requestBody: body(input),
      responses: { ...answer('The view', view), ...refused, ...noSuchView },
    },
    delete: {
      operationId: 'DeleteView',
      summary: 'Removes an own view; a shared one needs `workload.manage`',
      parameters: viewInPath,
      responses: {
        204: { description: 'It is gone' },
        403: refused[403],
        ...noSuchView,
      },
    },
  },
};
