import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { exampleDataApiRef } from '../api/ExampleDataApi';
import { ExampleDataClient } from '../api/ExampleDataClient';

/** The client of the example-data back end. */
export const exampleDataApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: exampleDataApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new ExampleDataClient(apis),
    }),
});
