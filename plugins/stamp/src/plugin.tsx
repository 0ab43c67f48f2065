import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiStackLine } from '@remixicon/react';
import { stampApi } from './extensions/apis';
import { stampCard, stampContent } from './extensions/entity';
import { templateRouteRef } from './routes';

/** Stamps of a workload: a tab and a card of its page. */
export const stampPlugin = createFrontendPlugin({
  pluginId: 'stamp',
  title: 'Stamps',
  icon: <RiStackLine />,
  info: { packageJson: () => import('../package.json') },
  externalRoutes: { template: templateRouteRef },
  extensions: [stampApi, stampContent, stampCard],
});
