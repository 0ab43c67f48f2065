import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiDashboardLine } from '@remixicon/react';
import { workloadApi } from './extensions/api';
import {
  healthEntityContent,
  serviceMapEntityCard,
  serviceMapEntityContent,
  workloadOverviewLayout,
} from './extensions/entity';
import { attentionWidget, myWorkloadsWidget } from './extensions/home';
import { workloadsPage } from './extensions/page';
import {
  workloadResultItem,
  workloadResultType,
  workloadSearchFilters,
} from './extensions/search';
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
    attentionWidget,
    myWorkloadsWidget,
    workloadResultType,
    workloadResultItem,
    workloadSearchFilters,
    workloadOverviewLayout,
    serviceMapEntityContent,
    healthEntityContent,
    serviceMapEntityCard,
  ],
});
