import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { ConflictError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { DEFAULT_EXPIRY_POLICY } from '@plumbline/plugin-secret-expiry-common';
import { SummaryStore } from '@plumbline/plugin-workload-node';
import { checkAnswer } from '@plumbline/plugin-workload-node/testUtils';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { openApiDocument } from '../router/openapi';
import { serveApi } from '../router/serveApi';
import { Estate } from './Estate';

/** Whom the house knows, by the groups they are in. */
const GROUPS: Record<string, string[]> = {
  'user:default/ada': ['user:default/ada', 'group:default/payments'],
  'user:default/bob': ['user:default/bob', 'group:default/retail'],
};

const userOf = (ref: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: ref.split('/')[1] },
  relations: GROUPS[ref]
    .filter(target => target !== ref)
    .map(targetRef => ({ type: 'memberOf', targetRef })),
});

/** The routes and actions over an {@link Estate}, for people with any permissions. */
export async function startApi(client: Knex) {
  const estate = await Estate.build(client);
  /** Names of the permissions that everybody has, without `secret-expiry.`. */
  const allowed = new Set(['read', 'acknowledge']);
  /** People as the catalog has them, by ref. */
  const users = new Map(Object.keys(GROUPS).map(ref => [ref, userOf(ref)]));
  const auditor = mockServices.auditor.mock();
  const audited = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audited);
  const refresh = jest.fn(async (_: string[]) => {});
  const scans: string[] = [];
  const actions = actionsRegistryServiceMock();
  const app = express();
  const httpRouter = {
    use: (handler: express.Handler) => app.use(handler),
    addAuthPolicy: jest.fn(),
  };
  serveApi({
    actionsRegistry: actions,
    auditor,
    auth: mockServices.auth(),
    catalog: catalogServiceMock.mock({
      getEntityByRef: async ref => users.get(String(ref)),
    }),
    config: mockServices.rootConfig({
      data: { app: { baseUrl: 'https://portal.example.com/' } },
    }),
    database: client,
    discovery: mockServices.discovery.mock({
      getExternalBaseUrl: async id => `https://portal.example.com/api/${id}`,
    }),
    httpAuth: mockServices.httpAuth({
      defaultCredentials: mockCredentials.none(),
    }),
    httpRouter,
    permissions: mockServices.permissions.mock({
      authorize: async asked =>
        asked.map(({ permission }) => ({
          result: allowed.has(permission.name.replace('secret-expiry.', ''))
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        })),
    }),
    scheduler: mockServices.scheduler.mock({
      triggerTask: async id => {
        if (scans.includes(id)) throw new ConflictError(`${id} runs`);
        scans.push(id);
      },
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
    policy: DEFAULT_EXPIRY_POLICY,
    summaries: {} as SummaryStore,
    refresh,
    taskOf: id => `scan-${id}`,
    now: () => estate.now,
  });
  app.use(mockErrorHandler());

  /**
   * Asks a route as somebody, and checks a good answer against the document.
   *
   * @param route - as in the document, such as `GET /credentials/{id}`.
   */
  async function ask(
    route: string,
    options: {
      path?: Record<string, string>;
      query?: string;
      body?: object;
      as?: string;
    } = {},
  ) {
    const { path = {}, query = '', body, as = 'user:default/ada' } = options;
    const [method, template] = route.split(' ');
    const url = template.replace(/\{(\w+)\}/g, (_, name) => path[name]);
    const asked = request(app)
      [method.toLowerCase() as 'get'](`${url}${query}`)
      .set('Authorization', mockCredentials.user.header(as));
    const answer = body ? await asked.send(body) : await asked;
    if (answer.status < 300) {
      checkAnswer(openApiDocument, route, answer.status, answer.body);
    }
    return answer;
  }

  return {
    actions,
    allowed,
    app,
    ask,
    audited,
    auditor,
    estate,
    httpRouter,
    refresh,
    scans,
    users,
  };
}
