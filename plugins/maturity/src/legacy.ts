/**
 * The same pages for apps on the old frontend system.
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
import { maturityApiRef } from './api/MaturityApi';
import { MaturityClient } from './api/MaturityClient';

const rootRouteRef = createRouteRef({ id: 'maturity' });
const contentRouteRef = createRouteRef({ id: 'maturity-content' });

/** The maturity plugin of the old frontend system. */
export const maturityPlugin = createPlugin({
  id: 'maturity',
  routes: { root: rootRouteRef, entityContent: contentRouteRef },
  apis: [
    createApiFactory({
      api: maturityApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new MaturityClient(apis),
    }),
  ],
});

/** The review of all workloads, for a `Route` at `/maturity`. */
export const MaturityPage = maturityPlugin.provide(
  createRoutableExtension({
    name: 'MaturityPage',
    component: () =>
      import('./components/MaturityPage/LegacyMaturityPage').then(
        m => m.LegacyMaturityPage,
      ),
    mountPoint: rootRouteRef,
  }),
);

/** The maturity tab of a workload, for an `EntityLayout.Route`. */
export const EntityMaturityContent = maturityPlugin.provide(
  createRoutableExtension({
    name: 'EntityMaturityContent',
    component: () =>
      import('./components/MaturityContent/MaturityContent').then(
        m => m.MaturityContent,
      ),
    mountPoint: contentRouteRef,
  }),
);

/** The ladder in small, for the overview of a workload. */
export const EntityMaturityCard = maturityPlugin.provide(
  createComponentExtension({
    name: 'EntityMaturityCard',
    component: {
      lazy: () =>
        import('./components/MaturityCard/MaturityCard').then(
          m => m.MaturityCard,
        ),
    },
  }),
);

export { maturityApiRef } from './api/MaturityApi';
