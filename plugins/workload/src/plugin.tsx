import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiDashboardLine } from '@remixicon/react';
import { workloadApi } from './extensions/api';
import {
  healthEntityContent,
  serviceMapEntityCard,
  serviceMapEntityContent,
  workloadOverviewLayout,
} from './extensions/entity';
import { workloadsPage } from './extensions/page';
import { rootRouteRef } from './routes';

/** The portfolio, and the overview and service map of each workload. */
export const workloadPlugin = createFrontendPlugin({
  pluginId: 'workload',
  title: 'Workloads',
  icon: <RiDashboardLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    workloadApi,
    workloadsPage,
    workloadOverviewLayout,
    serviceMapEntityContent,
    healthEntityContent,
    serviceMapEntityCard,
  ],
});
