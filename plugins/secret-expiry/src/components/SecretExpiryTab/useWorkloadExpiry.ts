import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { MAX_CREDENTIALS } from '@plumbline/plugin-secret-expiry-common';
import { useRead, useWorkloadName } from '@plumbline/plugin-workload-react';
import { secretExpiryApiRef } from '../../api/SecretExpiryApi';
import { STATES_IN_USE } from './choices';

const EVERY = { everyMs: 30_000 };

/**
 * What of the page's workload expires, how far that is known, and how it adds
 * up. Read apart, so that each shows as soon as it is there.
 *
 * @param limit - how many credentials, the first to expire first.
 */
export function useWorkloadExpiry(limit: number = MAX_CREDENTIALS) {
  const api = useApi(secretExpiryApiRef);
  const { entity } = useEntity();
  const workload = useWorkloadName();
  const workloadRef = stringifyEntityRef(entity);
  const overview = useRead(
    () => api.getWorkload(workload),
    [api, workload],
    EVERY,
  );
  const counts = useRead(
    () => api.getCounts({ workloadRef: [workloadRef] }),
    [api, workloadRef],
    EVERY,
  );
  const dated = useRead(
    () =>
      api.getCredentials({
        workloadRef: [workloadRef],
        state: STATES_IN_USE,
        orderBy: 'expires',
        limit,
      }),
    [api, workloadRef, limit],
    EVERY,
  );
  return { entity, workloadRef, overview, counts, dated };
}
