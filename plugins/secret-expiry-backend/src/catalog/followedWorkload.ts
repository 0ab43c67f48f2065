import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  VaultFinding,
  vaultFindings,
} from '@plumbline/plugin-secret-expiry-common';
import { buildGraph } from '@plumbline/plugin-workload-common';
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
  /** By the full ref of an entity that serves one stamp only: the full ref of that stamp. */
  stamps: Record<string, string>;
}

/** What is kept of a workload, from its entities. */
export function followedWorkload(entities: WorkloadEntities): FollowedWorkload {
  const { workloadRef, title, ownerRef } = knownWorkload(entities);
  return {
    workloadRef,
    title,
    ownerRef: ownerRef ?? declaredOwner(entities),
    vaultFindings: vaultFindings(vaultLayout(entities)),
    stamps: stampsOfEntities(entities),
  };
}

/** Sorted by the entities' refs, so that the same reads the same. */
function stampsOfEntities(entities: WorkloadEntities): Record<string, string> {
  return Object.fromEntries(
    buildGraph(entities)
      .nodes.flatMap(({ entityRef, stampRef }) =>
        stampRef ? [[entityRef, stampRef] as const] : [],
      )
      .sort(([a], [b]) => a.localeCompare(b)),
  );
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
