import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { REGIONS, readPlacementPolicy } from '@plumbline/plugin-stamp-common';
import {
  PlanCheck,
  StampPlanner,
  StampRights,
  StampStatusClient,
  createEstate,
} from '@plumbline/plugin-stamp-node';
import {
  BackendClient,
  PluginAbsentError,
} from '@plumbline/plugin-workload-node';
import { createStampChangePlanAction } from './actions/createStampChangePlanAction';
import { createStampPlanAction } from './actions/createStampPlanAction';
import { createStampPublishAction } from './actions/createStampPublishAction';
import { createStampRenderAction } from './actions/createStampRenderAction';
import { createStampRetireAction } from './actions/createStampRetireAction';
import { createStampValidateAction } from './actions/createStampValidateAction';
import { createWorkloadPlanAction } from './actions/createWorkloadPlanAction';

/** The actions of stamps for the scaffolder: `stamp:plan` and those after it. */
export const scaffolderModuleStamp = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'stamp',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { actions, auditor, auth, catalog, config, logger } = deps;
        const { discovery, permissions, userInfo } = deps;
        const estate = createEstate({ config, logger });
        const policy = readPlacementPolicy(config);
        const client = new StampStatusClient(
          new BackendClient({ discovery, auth }),
        );
        const planner = new StampPlanner({
          catalog,
          policy,
          estate,
          // Without the stamp back end nothing was ever told.
          statuses: stampRefs => client.read(stampRefs).catch(noneWhereAbsent),
        });
        const rights = new StampRights({
          auth,
          catalog,
          permissions,
          userInfo,
        });
        const plans = new PlanCheck({
          catalog,
          estate,
          planner,
          policy,
          regions: REGIONS,
        });
        actions.addActions(
          createStampPlanAction({ planner, rights }),
          createStampChangePlanAction({ planner, rights }),
          createWorkloadPlanAction({ planner, rights }),
          createStampRetireAction({ planner, rights }),
          createStampRenderAction({ estate }),
          createStampValidateAction({ estate }),
          createStampPublishAction({ auditor, rights, plans, estate }),
        );
      },
    });
  },
});

function noneWhereAbsent(error: unknown): [] {
  if (error instanceof PluginAbsentError) return [];
  throw error;
}
