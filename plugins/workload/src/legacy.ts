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
import { workloadApiRef } from './api/WorkloadApi';
import { WorkloadClient } from './api/WorkloadClient';

const rootRouteRef = createRouteRef({ id: 'workload' });
const mapRouteRef = createRouteRef({ id: 'workload-service-map' });
const healthRouteRef = createRouteRef({ id: 'workload-health' });

/** The workload plugin of the old frontend system. */
export const workloadPlugin = createPlugin({
  id: 'workload',
  routes: {
    root: rootRouteRef,
    serviceMap: mapRouteRef,
    health: healthRouteRef,
  },
  apis: [
    createApiFactory({
      api: workloadApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new WorkloadClient(apis),
    }),
  ],
});

/** The portfolio, for a `Route` at `/workloads`. */
export const WorkloadsPage = workloadPlugin.provide(
  createRoutableExtension({
    name: 'WorkloadsPage',
    component: () =>
      import('./components/WorkloadsPage/LegacyWorkloadsPage').then(
        m => m.LegacyWorkloadsPage,
      ),
    mountPoint: rootRouteRef,
  }),
);

/** Tiles and what needs attention, for the overview of a workload. */
export const EntityWorkloadOverviewContent = workloadPlugin.provide(
  createComponentExtension({
    name: 'EntityWorkloadOverviewContent',
    component: {
      lazy: () =>
        import('./components/WorkloadOverview/WorkloadOverview').then(
          m => m.WorkloadOverview,
        ),
    },
  }),
);

/** The service map of a workload, for an `EntityLayout.Route` at `/service-map`. */
export const EntityServiceMapContent = workloadPlugin.provide(
  createRoutableExtension({
    name: 'EntityServiceMapContent',
    component: () =>
      import('./components/ServiceMap/ServiceMapContent').then(
        m => m.ServiceMapContent,
      ),
    mountPoint: mapRouteRef,
  }),
);

/** History, maintenance and health model of a workload, for an `EntityLayout.Route` at `/health`. */
export const EntityHealthContent = workloadPlugin.provide(
  createRoutableExtension({
    name: 'EntityHealthContent',
    component: () =>
      import('./components/HealthTab/HealthTab').then(m => m.HealthTab),
    mountPoint: healthRouteRef,
  }),
);

/** The service map in small, for the overview of a workload. */
export const EntityServiceMapCard = workloadPlugin.provide(
  createComponentExtension({
    name: 'EntityServiceMapCard',
    component: {
      lazy: () =>
        import('./components/ServiceMapCard/ServiceMapCard').then(
          m => m.ServiceMapCard,
        ),
    },
  }),
);

export { workloadApiRef } from './api/WorkloadApi';
