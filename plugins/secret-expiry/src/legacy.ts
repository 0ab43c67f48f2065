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
import { rootRouteRef } from './routes';

const tabRouteRef = createRouteRef({ id: 'secret-expiry' });

/** What expires when: of all workloads on a page, and a tab and a card of each. */
export const secretExpiryPlugin = createPlugin({
  id: 'secret-expiry',
  routes: { root: rootRouteRef, tab: tabRouteRef },
  apis: [
    createApiFactory({
      api: secretExpiryApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new SecretExpiryClient(apis),
    }),
  ],
});

/** What expires of all workloads, its calendar and its sources, for a `Route` at `/secret-expiry`. */
export const SecretExpiryPage = secretExpiryPlugin.provide(
  createRoutableExtension({
    name: 'SecretExpiryPage',
    component: () =>
      import(
        './components/review/SecretExpiryPage/LegacySecretExpiryPage'
      ).then(m => m.LegacySecretExpiryPage),
    mountPoint: rootRouteRef,
  }),
);

/** The tab; mount it at `/secret-expiry` of the page of systems of type `workload`. */
export const EntitySecretExpiryContent = secretExpiryPlugin.provide(
  createRoutableExtension({
    name: 'EntitySecretExpiryContent',
    component: () =>
      import('./components/SecretExpiryTab/SecretExpiryTab').then(
        m => m.SecretExpiryTab,
      ),
    mountPoint: tabRouteRef,
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
export { reviewTranslationRef } from './reviewTranslation';
export { secretExpiryTranslationRef } from './translation';
