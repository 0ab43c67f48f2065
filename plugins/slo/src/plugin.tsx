import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiSpeedUpLine } from '@remixicon/react';
import { sloApi } from './extensions/apis';
import { sloEntityCard, sloEntityContent } from './extensions/entity';
import { sloPageExtensions } from './extensions/page';
import { pageRouteRef, rootRouteRef } from './routes';

/** SLOs of workloads, for the new frontend system: of all on a page, and a tab and a card of each. */
export const sloPlugin = createFrontendPlugin({
  pluginId: 'slo',
  title: 'SLOs',
  icon: <RiSpeedUpLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: { page: pageRouteRef },
  extensions: [sloApi, ...sloPageExtensions, sloEntityContent, sloEntityCard],
});
