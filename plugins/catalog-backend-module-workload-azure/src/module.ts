import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { CatalogReader } from './CatalogReader';
import { createImports } from './createImports';
import { azureImportReadPermission } from './permissions';
import { readImports } from './readImports';
import { ImportStore } from './report/ImportStore';
import { createImportRouter } from './router/createImportRouter';

/**
 * Keeps resources of Azure in the catalog, as far as imports are configured;
 * without one it does nothing.
 *
 * @param azure - what tests have instead of Azure.
 */
export function createModule(
  azure: Pick<
    Parameters<typeof createImports>[1],
    'credential' | 'network' | 'now'
  > = {},
) {
  return createBackendModule({
    pluginId: 'catalog',
    moduleId: 'workload-azure',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          events: eventsServiceRef,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          logger: coreServices.logger,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          processing: catalogProcessingExtensionPoint,
          scheduler: coreServices.scheduler,
        },
        async init(deps) {
          const configs = readImports(deps.config);
          if (configs.length === 0) return;
          const store = await ImportStore.open(deps.database);
          deps.permissionsRegistry.addPermissions([azureImportReadPermission]);
          deps.httpRouter.use(createImportRouter({ ...deps, store }));
          deps.processing.addEntityProvider(
            createImports(configs, {
              ...deps,
              ...azure,
              catalog: new CatalogReader(deps),
              store,
            }),
          );
        },
      });
    },
  });
}
