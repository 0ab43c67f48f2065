import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiSpeedUpLine } from '@remixicon/react';
import { sloApi } from './extensions/apis';
import { sloEntityCard, sloEntityContent } from './extensions/entity';

/** SLOs of workloads, for the new frontend system. */
export const sloPlugin = createFrontendPlugin({
  pluginId: 'slo',
  title: 'SLOs',
  icon: <RiSpeedUpLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [sloApi, sloEntityContent, sloEntityCard],
});
