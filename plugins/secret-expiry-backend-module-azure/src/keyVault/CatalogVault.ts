import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ANNOTATIONS, buildGraph } from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';

/** `spec.type` of resources that are vaults. */
export const VAULT_TYPE = 'key-vault';

/** Name of a vault, of resources without an Azure resource id. */
export const VAULT_NAME_ANNOTATION = 'plumbline.io/key-vault-name';

/** As Azure wants names: what else stands there could lead to another host. */
export const VAULT_NAME = /^[a-z](?:-?[a-z0-9]){2,23}$/i;

const RESOURCE_ID =
  /^\/subscriptions\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/resourceGroups\/[\w().-]+\/providers\/Microsoft\.KeyVault\/vaults\/([^/]+)\/?$/i;

/** A resource of the catalog that says it is a vault. */
export interface CatalogVault {
  entityRef: string;
  title: string;
  workloadRef: string;
  ownerRef?: string;
  /** Absent for a vault that all stamps share. */
  stampRef?: string;
  runbookUrl?: string;
  /** In lower case; absent where the catalog does not say it, or says none that can be. */
  name?: string;
  /** What the catalog says; others may say what is not so. */
  resourceId?: string;
  /** Of the resource id, in lower case. */
  subscription?: string;
}

/**
 * The vaults of a workload: those of its stamps and those that they share. Of a
 * stamp that is not built yet or no more there is none to look at.
 */
export function vaultsOf(entities: WorkloadEntities): CatalogVault[] {
  const vaults = entities.resources.filter(
    ({ spec }) => spec?.type === VAULT_TYPE,
  );
  if (vaults.length === 0) return [];
  const nodes = new Map(
    buildGraph(entities).nodes.map(node => [node.entityRef, node]),
  );
  const isBuilt = (vault: Entity) => {
    const { stampRef = '' } = nodes.get(stringifyEntityRef(vault)) ?? {};
    const { lifecycle = '' } = nodes.get(stampRef) ?? {};
    return !['planned', 'retired'].includes(lifecycle);
  };
  return vaults.filter(isBuilt).map(vault => {
    const entityRef = stringifyEntityRef(vault);
    const node = nodes.get(entityRef);
    const { annotations = {}, name, title } = vault.metadata;
    const resourceId = annotations[ANNOTATIONS.azureResourceId];
    const [, subscription, last] = RESOURCE_ID.exec(resourceId ?? '') ?? [];
    const vaultName = annotations[VAULT_NAME_ANNOTATION] ?? last;
    return {
      entityRef,
      title: title ?? name,
      workloadRef: entities.workloadRef,
      ownerRef: node?.ownerRef,
      stampRef: node?.scope === 'stamp' ? node.stampRef : undefined,
      runbookUrl: node?.runbookUrl,
      name:
        vaultName !== undefined && VAULT_NAME.test(vaultName)
          ? vaultName.toLowerCase()
          : undefined,
      // Of the vault that is named, not of another.
      ...(last?.toLowerCase() === vaultName?.toLowerCase() && {
        resourceId,
        subscription: subscription?.toLowerCase(),
      }),
    };
  });
}
