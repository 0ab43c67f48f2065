import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { sloSourcesExtensionPoint } from '@plumbline/plugin-slo-node';
import { PrometheusSource } from './PrometheusSource';
import { readPrometheusServers } from './config/readPrometheusServers';

/** Adds the SLI source `prometheus` to the slo back end. */
export const sloModulePrometheus = createBackendModule({
  pluginId: 'slo',
  moduleId: 'prometheus',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: sloSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        sources.addSource(new PrometheusSource(readPrometheusServers(config)));
      },
    });
  },
});
