import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { credentialSourcesExtensionPoint } from '@plumbline/plugin-secret-expiry-node';
import { createSources } from './createSources';
import { readKubernetesConfig } from './config/readKubernetesConfig';

/** Adds the sources `cert-manager` and `kubernetes-tls`, as far as they are configured, to the secret-expiry back end. */
export const secretExpiryModuleKubernetes = createBackendModule({
  pluginId: 'secret-expiry',
  moduleId: 'kubernetes',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        sources: credentialSourcesExtensionPoint,
      },
      async init({ auth, catalog, config, sources }) {
        for (const source of createSources(readKubernetesConfig(config), {
          auth,
          catalog,
        })) {
          sources.addSource(source);
        }
      },
    });
  },
});
