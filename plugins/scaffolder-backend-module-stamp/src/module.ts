import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { readPlacementPolicy } from '@plumbline/plugin-stamp-common';
import { createStampPlanAction } from './actions/createStampPlanAction';
import { createStampPublishAction } from './actions/createStampPublishAction';
import { createStampRenderAction } from './actions/createStampRenderAction';
import { EstateFolder } from './estate/EstateFolder';

/** The actions `stamp:plan`, `stamp:render` and `stamp:publish` for the scaffolder. */
export const scaffolderModuleStamp = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'stamp',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auditor: coreServices.auditor,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
      },
      async init({ actions, auditor, catalog, config }) {
        const directory = config.getOptionalString('stamp.estate.directory');
        const estate = directory ? new EstateFolder(directory) : undefined;
        const policy = readPlacementPolicy(config);
        actions.addActions(
          createStampPlanAction({ catalog, policy, estate }),
          createStampRenderAction(),
          createStampPublishAction({ auditor, estate }),
        );
      },
    });
  },
});
