/**
 * The same for apps of the old frontend system.
 *
 * @packageDocumentation
 */

import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { exampleDataApiRef } from './api/ExampleDataApi';
import { ExampleDataClient } from './api/ExampleDataClient';
import { ExampleDataLine as Line } from './components/ExampleDataLine/ExampleDataLine';
import { documentRouteRef } from './routes';

/** Says on every page that the data is example data, and shows the texts that the examples link to. */
export const exampleDataPlugin = createPlugin({
  id: 'example-data',
  routes: { document: documentRouteRef },
  apis: [
    createApiFactory({
      api: exampleDataApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new ExampleDataClient(apis),
    }),
  ],
});

/** The line; place it above the `AppRouter`, beside the `AlertDisplay`. */
export const ExampleDataLine = exampleDataPlugin.provide(
  createComponentExtension({
    name: 'ExampleDataLine',
    component: { sync: Line },
  }),
);

/** A runbook or another text of the examples, for a `Route` at `/example-docs/:folder/:name`. */
export const ExampleDocumentPage = exampleDataPlugin.provide(
  createRoutableExtension({
    name: 'ExampleDocumentPage',
    component: () =>
      import('./components/ExampleDocument/LegacyExampleDocument').then(
        m => m.LegacyExampleDocument,
      ),
    mountPoint: documentRouteRef,
  }),
);

export { exampleDataApiRef } from './api/ExampleDataApi';
export { exampleDataTranslationRef } from './translation';
