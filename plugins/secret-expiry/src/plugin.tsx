import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiKey2Line } from '@remixicon/react';
import { secretExpiryApi } from './extensions/apis';
import { secretExpiryCard, secretExpiryContent } from './extensions/entity';
import { secretExpiryPageExtensions } from './extensions/page';
import { rootRouteRef } from './routes';

/** What expires when: of all workloads on a page, and a tab and a card of each. */
export const secretExpiryPlugin = createFrontendPlugin({
  pluginId: 'secret-expiry',
  title: 'Secret expiry',
  icon: <RiKey2Line />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    secretExpiryApi,
    ...secretExpiryPageExtensions,
    secretExpiryContent,
    secretExpiryCard,
  ],
});
