import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiBarChartBoxLine } from '@remixicon/react';
import { maturityApi } from './extensions/api';
import { maturityEntityCard, maturityEntityContent } from './extensions/entity';

/** Levels of workloads on maturity models: a tab and a card of the workload's page. */
export const maturityPlugin = createFrontendPlugin({
  pluginId: 'maturity',
  title: 'Maturity',
  icon: <RiBarChartBoxLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [maturityApi, maturityEntityContent, maturityEntityCard],
});
