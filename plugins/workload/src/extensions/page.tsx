import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

/** The portfolio of all workloads, and their incidents. */
export const workloadsPage = PageBlueprint.make({
  params: {
    path: '/workloads',
    routeRef: rootRouteRef,
    // It has one of its own, with tabs.
    noHeader: true,
    loader: async () => {
      const { WorkloadPages } = await import(
        '../components/WorkloadPages/WorkloadPages'
      );
      return <WorkloadPages />;
    },
  },
});
