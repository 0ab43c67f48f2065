import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiBarChartBoxLine } from '@remixicon/react';
import { maturityApi } from './extensions/api';
import { maturityEntityCard, maturityEntityContent } from './extensions/entity';
import { maturityPageExtensions } from './extensions/page';
import { rootRouteRef } from './routes';

/** Levels of workloads on maturity models: the review of all, and a tab and a card of each workload's page. */
export const maturityPlugin = createFrontendPlugin({
  pluginId: 'maturity',
  title: 'Maturity',
  icon: <RiBarChartBoxLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    maturityApi,
    ...maturityPageExtensions,
    maturityEntityContent,
    maturityEntityCard,
  ],
});
