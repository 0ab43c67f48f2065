import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { EstateEntityProvider } from './estate/EstateEntityProvider';
import { ChangedWorkloads } from './processor/ChangedWorkloads';
import { WorkloadEntityProcessor } from './processor/WorkloadEntityProcessor';

/** Teaches the catalog what workloads and stamps are, and reads the estate folder. */
export const catalogModuleWorkload = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'workload',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ catalog, config, events, lifecycle, logger }) {
        const changed = new ChangedWorkloads({ events, logger });
        catalog.addProcessor(new WorkloadEntityProcessor(changed));
        lifecycle.addShutdownHook(() => changed.close());

        const directory = config.getOptionalString(
          'catalog.providers.plumblineEstate.directory',
        );
        if (directory) {
          const estate = new EstateEntityProvider({
            directory,
            logger,
            changed,
          });
          catalog.addEntityProvider(estate);
          lifecycle.addShutdownHook(() => estate.close());
        }
      },
    });
  },
});
