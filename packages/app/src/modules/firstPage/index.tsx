import {
  PageBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { Navigate } from 'react-router-dom';

/** The portal opens on the workloads. */
export const firstPageModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    PageBlueprint.make({
      name: 'first',
      params: {
        path: '/',
        noHeader: true,
        loader: async () => <Navigate replace to="/workloads" />,
      },
    }),
  ],
});
