import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiKey2Line } from '@remixicon/react';
import { secretExpiryApi } from './extensions/apis';
import { secretExpiryCard, secretExpiryContent } from './extensions/entity';

/** What expires when, on the page of each workload. */
export const secretExpiryPlugin = createFrontendPlugin({
  pluginId: 'secret-expiry',
  title: 'Secret expiry',
  icon: <RiKey2Line />,
  info: { packageJson: () => import('../package.json') },
  extensions: [secretExpiryApi, secretExpiryContent, secretExpiryCard],
});
