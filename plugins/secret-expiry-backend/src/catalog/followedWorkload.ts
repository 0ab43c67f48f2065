import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  VaultFinding,
  vaultFindings,
} from '@plumbline/plugin-secret-expiry-common';
import {
  WorkloadEntities,
  knownWorkload,
} from '@plumbline/plugin-workload-node';
import { vaultLayout } from './vaultLayout';

/** What this family keeps of a workload of the catalog. */
export interface FollowedWorkload {
  workloadRef: string;
  title: string;
  /** Full ref. */
  ownerRef?: string;
  vaultFindings: VaultFinding[];
}

/** What is kept of a workload, from its entities. */
export function followedWorkload(entities: WorkloadEntities): FollowedWorkload {
  const { workloadRef, title, ownerRef } = knownWorkload(entities);
  return {
    workloadRef,
    title,
    ownerRef: ownerRef ?? declaredOwner(entities),
    vaultFindings: vaultFindings(vaultLayout(entities)),
  };
}

/** The owner that the entity names, where the catalog has made no relation of it. */
function declaredOwner({ workload }: WorkloadEntities): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(workload.spec.owner, {
        defaultKind: 'group',
        defaultNamespace: workload.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return undefined;
  }
}
