/**
 * The same for apps of the old frontend system.
 *
 * @packageDocumentation
 */

import {
  createComponentExtension,
  createPlugin,
} from '@backstage/core-plugin-api';
import { ExampleDataLine as Line } from './components/ExampleDataLine/ExampleDataLine';

/** Says on every page that the data is example data. */
export const exampleDataPlugin = createPlugin({ id: 'example-data' });

/** The line; place it above the `AppRouter`, beside the `AlertDisplay`. */
export const ExampleDataLine = exampleDataPlugin.provide(
  createComponentExtension({
    name: 'ExampleDataLine',
    component: { sync: Line },
  }),
);
