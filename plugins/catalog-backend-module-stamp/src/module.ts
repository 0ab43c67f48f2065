import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  STATUSES_TOPIC,
  StampStatusClient,
} from '@plumbline/plugin-stamp-node';
import { BackendClient } from '@plumbline/plugin-workload-node';
import { StampStatusProcessor } from './processor/StampStatusProcessor';
import { ToldStatuses } from './processor/ToldStatuses';

/** Shows in the catalog what stamps' pipelines tell. */
export const catalogModuleStamp = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'stamp',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        logger: coreServices.logger,
      },
      async init({ auth, catalog, discovery, events, logger }) {
        const statuses = new ToldStatuses({
          client: new StampStatusClient(new BackendClient({ auth, discovery })),
          logger,
        });
        catalog.addProcessor(new StampStatusProcessor(statuses));
        await events.subscribe({
          id: 'stamp-statuses',
          topics: [STATUSES_TOPIC],
          async onEvent() {
            statuses.drop();
          },
        });
      },
    });
  },
});
