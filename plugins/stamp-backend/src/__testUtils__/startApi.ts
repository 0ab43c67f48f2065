import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  DEFAULT_POLICY,
  stampManagePermission,
} from '@plumbline/plugin-stamp-common';
import {
  Estate,
  StampPlanner,
  StampRights,
} from '@plumbline/plugin-stamp-node';
import { Ownership } from '@plumbline/plugin-workload-node';
import { checkAnswer } from '@plumbline/plugin-workload-node/testUtils';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { registerActions } from '../actions/registerActions';
import { PlanDesk } from '../plans/PlanDesk';
import { createRouter } from '../router/createRouter';
import { openApiDocument } from '../router/openapi';
import { House } from './House';

/** Whom the house knows, by the groups they are in. */
const GROUPS: Record<string, string[]> = {
  'user:default/ada': ['user:default/ada', 'group:default/shop-team'],
  'user:default/bob': ['user:default/bob', 'group:default/bank-team'],
};

/** Asks as a service instead of a person. */
export const SERVICE = 'external:test-service';

/**
 * The routes and actions over a {@link House}, for people with any permissions.
 *
 * @param planned - estate that is planned for; none when absent.
 */
export async function startApi(client: Knex, planned?: Estate) {
  const house = await House.build(client);
  /** Names of the permissions that everybody has, without `stamp.`. */
  const allowed = new Set(['read', 'change']);
  const auditor = mockServices.auditor.mock();
  const audited = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(audited);
  const auth = mockServices.auth();
  const httpAuth = mockServices.httpAuth({
    defaultCredentials: mockCredentials.none(),
  });
  const permissions = mockServices.permissions.mock({
    authorize: async asked =>
      asked.map(({ permission }) => ({
        result: allowed.has(permission.name.replace('stamp.', ''))
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
  });
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: async credentials => {
      const { userEntityRef } = credentials.principal as {
        userEntityRef: string;
      };
      const ownershipEntityRefs = GROUPS[userEntityRef] ?? [];
      return { userEntityRef, ownershipEntityRefs };
    },
  });
  const desk = new PlanDesk({
    planner: new StampPlanner({
      catalog: house.catalog,
      estate: planned,
      policy: DEFAULT_POLICY,
      statuses: refs => house.statuses.read(refs),
    }),
    rights: new StampRights({
      auth,
      catalog: house.catalog,
      permissions,
      userInfo,
    }),
    estate: planned,
  });
  const actions = actionsRegistryServiceMock();
  registerActions({
    actionsRegistry: actions,
    auditor,
    permissions,
    desk,
    reader: house.reader,
  });
  const app = express();
  app.use(
    createRouter({
      services: { auditor, httpAuth, permissions },
      summaries: house.summaries,
      statuses: { desk: house.desk, store: house.statuses },
      workloads: {
        ownership: new Ownership({
          auth,
          httpAuth,
          permissions,
          userInfo,
          workloads: house.workloads,
          manage: stampManagePermission,
        }),
        reader: house.reader,
      },
      stamps: { reader: house.reader },
      plans: { desk },
    }),
  );
  app.use(mockErrorHandler());

  /**
   * Asks a route as somebody, and checks a good answer against the document.
   *
   * @param route - as in the document, such as `GET /stamps`; the workload in
   * its path is the shop where none is given.
   */
  async function ask(
    route: string,
    options: {
      path?: Record<string, string>;
      query?: Record<string, string | string[]>;
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

  return { actions, allowed, app, ask, audited, auditor, house };
}
