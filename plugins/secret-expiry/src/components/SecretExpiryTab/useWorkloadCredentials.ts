import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { MAX_CREDENTIALS } from '@plumbline/plugin-secret-expiry-common';
import { useRead } from '@plumbline/plugin-workload-react';
import { secretExpiryApiRef } from '../../api/SecretExpiryApi';

const REFRESH_MS = 30_000;

/** The credentials of the workload of the page, by expiry, as many as one answer holds. */
export function useWorkloadCredentials(limit: number = MAX_CREDENTIALS) {
  const api = useApi(secretExpiryApiRef);
  const { entity } = useEntity();
  const workloadRef = stringifyEntityRef(entity);
  const read = useRead(
    () => api.getCredentials({ workloadRef, limit }),
    [api, workloadRef, limit],
    { everyMs: REFRESH_MS },
  );
  return { entity, workloadRef, read };
}
