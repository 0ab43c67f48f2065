import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { WorkloadName } from '../api/SloApi';

/** The workload whose page this is. */
export function useWorkloadName(): WorkloadName {
  const { metadata } = useEntity().entity;
  return {
    namespace: metadata.namespace ?? DEFAULT_NAMESPACE,
    name: metadata.name,
  };
}
