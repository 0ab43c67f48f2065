/**
 * The same page, tab and card for apps of the old frontend system.
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
import { sloApiRef } from './api/SloApi';
import { SloClient } from './api/SloClient';
import { sloReviewApiRef } from './api/SloReviewApi';
import { SloReviewClient } from './api/SloReviewClient';
import { pageRouteRef, rootRouteRef } from './routes';

const tabRouteRef = createRouteRef({ id: 'slo' });

/** SLOs of workloads, for the old frontend system. */
export const sloPlugin = createPlugin({
  id: 'slo',
  routes: { root: rootRouteRef, tab: tabRouteRef },
  externalRoutes: { page: pageRouteRef },
  apis: [
    createApiFactory({
      api: sloApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new SloClient(apis),
    }),
    createApiFactory({
      api: sloReviewApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new SloReviewClient(apis),
    }),
  ],
});

/** SLOs of all workloads and their monthly reports, for a `Route` at `/slo`. */
export const SloPage = sloPlugin.provide(
  createRoutableExtension({
    name: 'SloPage',
    component: () =>
      import('./components/review/SloPage/LegacySloPage').then(
        m => m.LegacySloPage,
      ),
    mountPoint: rootRouteRef,
  }),
);

/** Tab of the workload page: `<EntityLayout.Route path="/slo" title="SLOs"><EntitySloContent /></EntityLayout.Route>`. */
export const EntitySloContent = sloPlugin.provide(
  createRoutableExtension({
    name: 'EntitySloContent',
    component: () => import('./components/SloTab/SloTab').then(m => m.SloTab),
    mountPoint: tabRouteRef,
  }),
);

/** Card of the workload's overview. */
export const EntitySloCard = sloPlugin.provide(
  createComponentExtension({
    name: 'EntitySloCard',
    component: {
      lazy: () =>
        import('./components/SloOverviewCard/SloOverviewCard').then(
          m => m.SloOverviewCard,
        ),
    },
  }),
);

export { sloApiRef } from './api/SloApi';
export { sloReviewApiRef } from './api/SloReviewApi';
