import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { WorkloadMaturity } from '@plumbline/plugin-maturity-common';
import { Read, useRead } from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../api/MaturityApi';

const REFRESH_MS = 30_000;

/** Where the workload of the page stands, read again every half minute. */
export function useWorkloadMaturity(): Read<WorkloadMaturity> {
  const api = useApi(maturityApiRef);
  const { entity } = useEntity();
  const { name, namespace = 'default' } = entity.metadata;
  return useRead(
    () => api.getWorkload({ namespace, name }),
    [api, namespace, name],
    { everyMs: REFRESH_MS },
  );
}
