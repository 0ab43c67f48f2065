import { mockErrorHandler, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { Webhook } from '@plumbline/plugin-workload-node';
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
const GROUPS = {
  'user:default/ada': ['group:default/shop-team'],
  'user:default/bob': ['group:default/bank-team'],
};

/**
 * The routes and actions over an {@link Estate}, for people with any permissions.
 *
 * @param webhooks - that hear of incidents.
 */
export async function startApi(client: Knex, webhooks: Webhook[] = []) {
  const estate = await Estate.build(client, webhooks);
  const { services, ...callers } = mockCallers({
    family: 'workload',
    allowed: ['read', 'signal.report', 'model.edit'],
    groups: GROUPS,
  });
  const actions = actionsRegistryServiceMock();
  const logger = mockServices.logger.mock();
  const app = express();
  serveApi({
    ...services,
    actionsRegistry: actions,
    database: estate.database,
    httpRouter: {
      use: handler => app.use(handler),
      addAuthPolicy: () => {},
    },
    incidents: estate,
    logger,
    onChanged: () => {},
    rollUp: estate.rollUp,
    now: () => estate.now,
  });
  app.use(mockErrorHandler());

  const ask = askRoutes({
    app,
    document: openApiDocument,
    path: { namespace: 'default', name: 'shop' },
  });
  return { ...callers, actions, app, ask, estate, logger };
}
