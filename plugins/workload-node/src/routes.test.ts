import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import { authorize } from './authorize';
import { createOpenApiRouter } from './openApiRouter';
import { addSummariesRoute, summariesPath } from './summariesRoute';
import { SummaryStore } from './SummaryStore';

const permission = createPermission({
  name: 'thing.read',
  attributes: { action: 'read' },
});

const document = {
  openapi: '3.1.0',
  info: { title: 'thing', version: '1' },
  paths: {
    '/things': {
      get: {
        operationId: 'ListThings',
        parameters: [
          {
            in: 'query',
            name: 'limit',
            schema: { type: 'integer', minimum: 1, maximum: 200 },
          },
        ],
        responses: { 200: { description: 'Things' } },
      },
    },
    '/summaries/query': summariesPath,
  },
};

function setup(
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY = AuthorizeResult.ALLOW,
) {
  const httpAuth = mockServices.httpAuth();
  const permissions = mockServices.permissions({ result });
  const page = jest.fn(async () => ({ items: [] }));
  const router = createOpenApiRouter(document);
  router.get('/things', async (req, res) => {
    await authorize(req, permission, { httpAuth, permissions });
    res.json({ limit: req.query.limit });
  });
  addSummariesRoute(router, {
    store: { page } as unknown as SummaryStore,
    httpAuth,
  });
  const app = express().use(router).use(mockErrorHandler());
  return { app, page };
}

describe('routes', () => {
  it('gives handlers the types of the document', async () => {
    const { app } = setup();
    const response = await request(app).get('/things?limit=5');
    expect(response.body).toEqual({ limit: 5 });
  });

  it.each(['limit=0', 'limit=201', 'limit=many', 'colour=red'])(
    'refuses %s and names it',
    async query => {
      const { app } = setup();
      const response = await request(app).get(`/things?${query}`);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain(query.split('=')[0]);
    },
  );

  it('refuses a caller without the permission', async () => {
    const { app } = setup(AuthorizeResult.DENY);
    const response = await request(app).get('/things');
    expect(response.status).toBe(403);
    expect(response.body.error.message).toContain("'thing.read'");
  });

  it('serves its document', async () => {
    const { app } = setup();
    const response = await request(app).get('/openapi.json');
    expect(response.status).toBe(200);
    expect(response.body.info.title).toBe('thing');
  });

  it('gives summaries to back ends', async () => {
    const { app, page } = setup();
    const response = await request(app)
      .post('/summaries/query')
      .set('authorization', mockCredentials.service.header())
      .send({ workloadRefs: ['system:default/a'] });
    expect(response.body).toEqual({ items: [] });
    expect(page).toHaveBeenCalledWith({
      limit: 200,
      workloadRefs: ['system:default/a'],
    });
  });

  it('gives no summaries to people', async () => {
    const { app, page } = setup();
    const response = await request(app)
      .post('/summaries/query')
      .set('authorization', mockCredentials.user.header())
      .send({});
    expect(response.status).toBe(403);
    expect(page).not.toHaveBeenCalled();
  });
});
