/**
 * The same for apps of the old frontend system.
 *
 * @packageDocumentation
 */

import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { secretExpiryApiRef } from './api/SecretExpiryApi';
import { SecretExpiryClient } from './api/SecretExpiryClient';

const rootRouteRef = createRouteRef({ id: 'secret-expiry' });

/** What expires when, on the page of each workload. */
export const secretExpiryPlugin = createPlugin({
  id: 'secret-expiry',
  routes: { root: rootRouteRef },
  apis: [
    createApiFactory({
      api: secretExpiryApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new SecretExpiryClient(apis),
    }),
  ],
});

/** The tab; mount it at `/secret-expiry` of the page of systems of type `workload`. */
export const EntitySecretExpiryContent = secretExpiryPlugin.provide(
  createRoutableExtension({
    name: 'EntitySecretExpiryContent',
    component: () =>
      import('./components/SecretExpiryTab/SecretExpiryTab').then(
        m => m.SecretExpiryTab,
      ),
    mountPoint: rootRouteRef,
  }),
);

/** The card; place it on the overview of systems of type `workload`. */
export const EntitySecretExpiryCard = secretExpiryPlugin.provide(
  createComponentExtension({
    name: 'EntitySecretExpiryCard',
    component: {
      lazy: () =>
        import('./components/SecretExpiryCard/SecretExpiryCard').then(
          m => m.SecretExpiryCard,
        ),
    },
  }),
);

export { secretExpiryApiRef } from './api/SecretExpiryApi';
export { secretExpiryTranslationRef } from './translation';
