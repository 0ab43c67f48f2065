import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { exampleDataApi } from './extensions/api';
import { exampleDataLine } from './extensions/line';
import { exampleDocumentPage } from './extensions/page';
import { documentRouteRef } from './routes';

/** Says on every page that the data is example data, and shows the texts that the examples link to. */
export const exampleDataPlugin = createFrontendPlugin({
  pluginId: 'example-data',
  title: 'Example data',
  info: { packageJson: () => import('../package.json') },
  routes: { document: documentRouteRef },
  extensions: [exampleDataApi, exampleDataLine, exampleDocumentPage],
});
