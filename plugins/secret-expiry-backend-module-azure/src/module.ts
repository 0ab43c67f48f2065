import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { credentialSourcesExtensionPoint } from '@plumbline/plugin-secret-expiry-node';
import { createSources } from './createSources';
import { readAzureConfig } from './readAzureConfig';

/** Adds the sources `key-vault` and `microsoft-graph`, as far as they are configured, to the secret-expiry back end. */
export const secretExpiryModuleAzure = createBackendModule({
  pluginId: 'secret-expiry',
  moduleId: 'azure',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        sources: credentialSourcesExtensionPoint,
      },
      async init({ auth, catalog, config, sources }) {
        for (const source of createSources(readAzureConfig(config), {
          auth,
          catalog,
        })) {
          sources.addSource(source);
        }
      },
    });
  },
});
