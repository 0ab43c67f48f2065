import { useApi } from '@backstage/frontend-plugin-api';
import { useRead } from '@plumbline/plugin-workload-react';
import { secretExpiryApiRef } from '../../api/SecretExpiryApi';

/** What there is to filter by; nothing where it could not be read, which the list itself will say. */
export function useFilterData() {
  const api = useApi(secretExpiryApiRef);
  const { value: values } = useRead(() => api.getFilters(), [api]);
  const { value: sources } = useRead(() => api.getSources(), [api]);
  return { values, sources: sources?.items };
}
