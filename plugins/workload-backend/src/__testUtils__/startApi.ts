import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Webhook } from '@plumbline/plugin-workload-node';
import { checkAnswer } from '@plumbline/plugin-workload-node/testUtils';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { openApiDocument } from '../router/openapi';
import { serveApi } from '../router/serveApi';
import { Estate } from './Estate';

/** Whom the house knows, by the groups they are in. */
const GROUPS: Record<string, string[]> = {
  'user:default/ada': ['user:default/ada', 'group:default/shop-team'],
  'user:default/bob': ['user:default/bob', 'group:default/bank-team'],
};

/** Asks as a service instead of a person. */
export const SERVICE = 'external:test-service';

/**
 * The routes and actions over an {@link Estate}, for people with any permissions.
 *
 * @param webhooks - that hear of incidents.
 */
export async function startApi(client: Knex, webhooks: Webhook[] = []) {
  const estate = await Estate.build(client, webhooks);
  /** Names of the permissions that everybody has, without `workload.`. */
  const allowed = new Set(['read', 'signal.report', 'model.edit']);
  const auditor = mockServices.auditor.mock();
  const audited = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audited);
  const actions = actionsRegistryServiceMock();
  const logger = mockServices.logger.mock();
  const app = express();
  serveApi({
    actionsRegistry: actions,
    auditor,
    auth: mockServices.auth(),
    database: estate.database,
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.none(),
    }),
    httpRouter: {
      use: handler => app.use(handler),
      addAuthPolicy: () => {},
    },
    incidents: estate,
    logger,
    onChanged: () => {},
    permissions: mockServices.permissions.mock({
      authorize: async asked =>
        asked.map(({ permission }) => ({
          result: allowed.has(permission.name.replace('workload.', ''))
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        })),
    }),
    userInfo: mockServices.userInfo.mock({
      getUserInfo: async credentials => {
        const { userEntityRef } = credentials.principal as {
          userEntityRef: string;
        };
        const ownershipEntityRefs = GROUPS[userEntityRef] ?? [];
        return { userEntityRef, ownershipEntityRefs };
      },
    }),
    rollUp: estate.rollUp,
    now: () => estate.now,
  });
  app.use(mockErrorHandler());

  /**
   * Asks a route as somebody, and checks a good answer against the document.
   *
   * @param route - as in the document, such as `GET /affected`; the workload in
   * its path is the shop where none is given.
   */
  async function ask(
    route: string,
    options: {
      path?: Record<string, string>;
      query?: Record<string, string>;
      body?: object;
      as?: string;
    } = {},
  ) {
    const { query = {}, body, as = 'user:default/ada' } = options;
    const path: Record<string, string> = {
      namespace: 'default',
      name: 'shop',
      ...options.path,
    };
    const [method, template] = route.split(' ');
    const url = template.replace(/\{(\w+)\}/g, (_, name) => path[name]);
    const asked = request(app)
      [method.toLowerCase() as 'get'](url)
      .query(query)
      .set(
        'Authorization',
        as === SERVICE
          ? mockCredentials.service.header()
          : mockCredentials.user.header(as),
      );
    const answer = body ? await asked.send(body) : await asked;
    if (answer.status < 300) {
      checkAnswer(openApiDocument, route, answer.status, answer.body);
    }
    return answer;
  }

  return { actions, allowed, app, ask, audited, auditor, estate, logger };
}
