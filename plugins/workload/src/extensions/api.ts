import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { workloadApiRef } from '../api/WorkloadApi';
import { WorkloadClient } from '../api/WorkloadClient';

/** The client of the workload back end. */
export const workloadApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: workloadApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new WorkloadClient(apis),
    }),
});
