import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { sloSourcesExtensionPoint } from '@plumbline/plugin-slo-node';
import { createSources } from './createSources';
import { readAzureMonitorConfig } from './readAzureMonitorConfig';

/** Adds the SLI sources `azure-monitor-logs` and `azure-monitor-metrics` to the slo back end. */
export const sloModuleAzureMonitor = createBackendModule({
  pluginId: 'slo',
  moduleId: 'azure-monitor',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: sloSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        const { logs, metrics } = createSources(readAzureMonitorConfig(config));
        sources.addSource(logs);
        sources.addSource(metrics);
      },
    });
  },
});
