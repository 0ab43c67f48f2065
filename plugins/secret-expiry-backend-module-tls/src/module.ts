import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { credentialSourcesExtensionPoint } from '@plumbline/plugin-secret-expiry-node';
import { TlsSource } from './TlsSource';
import { readTlsConfig } from './config/readTlsConfig';

/** Adds the credential source `tls` to the secret-expiry back end. */
export const secretExpiryModuleTls = createBackendModule({
  pluginId: 'secret-expiry',
  moduleId: 'tls',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        sources: credentialSourcesExtensionPoint,
      },
      async init({ auth, catalog, config, sources }) {
        sources.addSource(
          new TlsSource({ auth, catalog, config: readTlsConfig(config) }),
        );
      },
    });
  },
});
