import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from '../routes';

/** The portfolio of all workloads. */
export const workloadsPage = PageBlueprint.make({
  params: {
    path: '/workloads',
    routeRef: rootRouteRef,
    loader: async () => {
      const { WorkloadsPage } = await import(
        '../components/WorkloadsPage/WorkloadsPage'
      );
      return (
        <main>
          <WorkloadsPage />
        </main>
      );
    },
  },
});
