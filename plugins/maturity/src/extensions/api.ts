import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { maturityApiRef } from '../api/MaturityApi';
import { MaturityClient } from '../api/MaturityClient';

/** The client of the maturity back end. */
export const maturityApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: maturityApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new MaturityClient(apis),
    }),
});
