import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { StampClient, stampApiRef } from '@plumbline/plugin-stamp-react';

/** The client of the back end. */
export const stampApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: stampApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new StampClient(apis),
    }),
});
