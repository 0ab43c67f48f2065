import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';

/** Names a workload among its like. */
export interface WorkloadName {
  namespace: string;
  name: string;
}

/** The workload whose page this is; the same object while it stays the same workload. */
export function useWorkloadName(): WorkloadName {
  const { namespace = DEFAULT_NAMESPACE, name } = useEntity().entity.metadata;
  return useMemo(() => ({ namespace, name }), [namespace, name]);
}
