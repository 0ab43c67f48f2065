import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import { WorkloadName } from '../api/WorkloadApi';

/** Name of the workload whose page this is. */
export function useWorkloadName(): WorkloadName {
  const { namespace = DEFAULT_NAMESPACE, name } = useEntity().entity.metadata;
  return useMemo(() => ({ namespace, name }), [namespace, name]);
}
