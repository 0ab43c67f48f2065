import { mockErrorHandler } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
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
import {
  askRoutes,
  mockCallers,
} from '@plumbline/plugin-workload-node/testUtils';
import express from 'express';
import { Knex } from 'knex';
import { registerActions } from '../actions/registerActions';
import { PlanDesk } from '../plans/PlanDesk';
import { createRouter } from '../router/createRouter';
import { openApiDocument } from '../router/openapi';
import { House } from './House';

/** Whom the house knows, by the groups they are in. */
const GROUPS = {
  'user:default/ada': ['group:default/shop-team'],
  'user:default/bob': ['group:default/bank-team'],
};

/**
 * The routes and actions over a {@link House}, for people with any permissions.
 *
 * @param planned - estate that is planned for; none when absent.
 */
export async function startApi(client: Knex, planned?: Estate) {
  const house = await House.build(client);
  const { services, ...callers } = mockCallers({
    family: 'stamp',
    allowed: ['read', 'change'],
    groups: GROUPS,
  });
  const desk = new PlanDesk({
    planner: new StampPlanner({
      catalog: house.catalog,
      estate: planned,
      policy: DEFAULT_POLICY,
      statuses: refs => house.statuses.read(refs),
    }),
    rights: new StampRights({ ...services, catalog: house.catalog }),
    estate: planned,
  });
  const actions = actionsRegistryServiceMock();
  registerActions({
    ...services,
    actionsRegistry: actions,
    desk,
    reader: house.reader,
  });
  const app = express();
  app.use(
    createRouter({
      services,
      summaries: house.summaries,
      statuses: { desk: house.desk, store: house.statuses },
      workloads: {
        ownership: new Ownership({
          ...services,
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

  const ask = askRoutes({
    app,
    document: openApiDocument,
    path: { namespace: 'default', name: 'shop' },
  });
  return { ...callers, actions, app, ask, house };
}
