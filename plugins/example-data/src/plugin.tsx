import {
  AppRootElementBlueprint,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { ExampleDataLine } from './components/ExampleDataLine/ExampleDataLine';

const exampleDataLine = AppRootElementBlueprint.make({
  name: 'line',
  params: { element: <ExampleDataLine /> },
});

/** Says on every page that the data is example data. */
export const exampleDataPlugin = createFrontendPlugin({
  pluginId: 'example-data',
  title: 'Example data',
  info: { packageJson: () => import('../package.json') },
  extensions: [exampleDataLine],
});
