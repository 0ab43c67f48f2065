import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { ConflictError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { DEFAULT_EXPIRY_POLICY } from '@plumbline/plugin-secret-expiry-common';
import { SummaryStore } from '@plumbline/plugin-workload-node';
import {
  askRoutes,
  mockCallers,
} from '@plumbline/plugin-workload-node/testUtils';
import express from 'express';
import { Knex } from 'knex';
import { openApiDocument } from '../router/openapi';
import { serveApi } from '../router/serveApi';
import { Estate } from './Estate';

/** Whom the house knows, by the groups they are in. */
const GROUPS: Record<string, string[]> = {
  'user:default/ada': ['group:default/payments'],
  'user:default/bob': ['group:default/retail'],
};

const userOf = (ref: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: ref.split('/')[1] },
  relations: GROUPS[ref].map(targetRef => ({ type: 'memberOf', targetRef })),
});

/** The routes and actions over an {@link Estate}, for people with any permissions. */
export async function startApi(client: Knex) {
  const estate = await Estate.build(client);
  const { services, ...callers } = mockCallers({
    family: 'secret-expiry',
    allowed: ['read', 'acknowledge'],
    groups: GROUPS,
  });
  /** People as the catalog has them, by ref. */
  const users = new Map(Object.keys(GROUPS).map(ref => [ref, userOf(ref)]));
  const refresh = jest.fn(async (_: string[]) => {});
  const scans: string[] = [];
  const actions = actionsRegistryServiceMock();
  const app = express();
  const httpRouter = {
    use: (handler: express.Handler) => app.use(handler),
    addAuthPolicy: jest.fn(),
  };
  serveApi({
    ...services,
    actionsRegistry: actions,
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
    httpRouter,
    scheduler: mockServices.scheduler.mock({
      triggerTask: async id => {
        if (scans.includes(id)) throw new ConflictError(`${id} runs`);
        scans.push(id);
      },
    }),
    policy: DEFAULT_EXPIRY_POLICY,
    summaries: {} as SummaryStore,
    refresh,
    taskOf: id => `scan-${id}`,
    now: () => estate.now,
  });
  app.use(mockErrorHandler());

  const ask = askRoutes({ app, document: openApiDocument });
  return {
    ...callers,
    actions,
    app,
    ask,
    estate,
    httpRouter,
    refresh,
    scans,
    users,
  };
}
