import { AppRootElementBlueprint } from '@backstage/frontend-plugin-api';
import { ExampleDataLine } from '../components/ExampleDataLine/ExampleDataLine';

/** The line that marks example data. */
export const exampleDataLine = AppRootElementBlueprint.make({
  name: 'line',
  params: { element: <ExampleDataLine /> },
});
