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
import { StampClient, stampApiRef } from '@plumbline/plugin-stamp-react';
import { templateRouteRef } from './routes';

const tabRouteRef = createRouteRef({ id: 'stamp' });

/** Stamps of a workload: a tab and a card of its page. */
export const stampPlugin = createPlugin({
  id: 'stamp',
  routes: { tab: tabRouteRef },
  externalRoutes: { template: templateRouteRef },
  apis: [
    createApiFactory({
      api: stampApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new StampClient(apis),
    }),
  ],
});

/** The tab; mount it at `/stamps` of the page of systems of type `workload`. */
export const EntityStampsContent = stampPlugin.provide(
  createRoutableExtension({
    name: 'EntityStampsContent',
    component: () =>
      import('./components/StampsTab/StampsTab').then(m => m.StampsTab),
    mountPoint: tabRouteRef,
  }),
);

/** The card; place it on the overview of systems of type `workload`. */
export const EntityStampsCard = stampPlugin.provide(
  createComponentExtension({
    name: 'EntityStampsCard',
    component: {
      lazy: () =>
        import('./components/StampsCard/StampsCard').then(m => m.StampsCard),
    },
  }),
);

export { stampTranslationRef } from './translation';
