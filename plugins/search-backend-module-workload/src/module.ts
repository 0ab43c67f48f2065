import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { BackendClient } from '@plumbline/plugin-workload-node';
import { WorkloadCollatorFactory } from './WorkloadCollatorFactory';

/** Health and owners change often; the first time the workloads are there. */
const USUAL_SCHEDULE = {
  frequency: { minutes: 10 },
  timeout: { minutes: 5 },
  initialDelay: { seconds: 60 },
};

/** Puts workloads into the search of the portal. */
export const searchModuleWorkload = createBackendModule({
  pluginId: 'search',
  moduleId: 'workload',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        indexRegistry: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, indexRegistry, scheduler }) {
        const schedule = config.getOptionalConfig(
          'search.collators.workload.schedule',
        );
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(
            schedule
              ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
              : USUAL_SCHEDULE,
          ),
          factory: new WorkloadCollatorFactory(
            new BackendClient({ auth, discovery }),
          ),
        });
      },
    });
  },
});
