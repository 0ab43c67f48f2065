import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { secretExpiryApiRef } from '../api/SecretExpiryApi';
import { SecretExpiryClient } from '../api/SecretExpiryClient';

/** The client of the back end. */
export const secretExpiryApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: secretExpiryApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new SecretExpiryClient(apis),
    }),
});
