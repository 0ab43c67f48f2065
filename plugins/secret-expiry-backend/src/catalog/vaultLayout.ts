import { VaultLayout } from '@plumbline/plugin-secret-expiry-common';
import {
  ANNOTATIONS,
  WorkloadNode,
  buildGraph,
} from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';
import { stringifyEntityRef } from '@backstage/catalog-model';

/** `spec.type` of resources that are vaults. */
const VAULT_TYPE = 'key-vault';

/**
 * Which vaults of a workload serve which of its stamps and its global
 * resources, as far as dependencies in the catalog say it.
 *
 * A vault serves the stamps that depend on it, straight or through resources
 * that are not global, or else the stamp of its region. It serves global
 * resources when it is declared to, or when one of them depends on it.
 */
export function vaultLayout(entities: WorkloadEntities): VaultLayout {
  const { nodes, edges } = buildGraph(entities);
  const byRef = new Map(nodes.map(node => [node.entityRef, node]));
  const declaredGlobal = new Set(
    entities.resources
      .filter(
        ({ metadata }) =>
          metadata.annotations?.[ANNOTATIONS.scope] === 'global',
      )
      .map(resource => stringifyEntityRef(resource)),
  );
  const targets = new Map<string, WorkloadNode[]>();
  for (const { kind, sourceRef, targetRef } of edges) {
    const target = byRef.get(targetRef);
    if (kind !== 'depends-on' || target?.kind !== 'Resource') continue;
    targets.set(sourceRef, [...(targets.get(sourceRef) ?? []), target]);
  }
  const isGlobal = ({ entityRef, scope }: WorkloadNode) =>
    declaredGlobal.has(entityRef) || scope === 'global';
  const stampRefs = new Set(
    entities.stamps.map(stamp => stringifyEntityRef(stamp)),
  );
  const servedBy = new Map<string, Set<string>>();
  for (const stampRef of stampRefs) {
    const reached = reachedFrom(
      stampRef,
      targets,
      node => isVault(node) || isGlobal(node) || stampRefs.has(node.entityRef),
    );
    for (const node of reached) {
      const served = servedBy.get(node.entityRef) ?? new Set();
      servedBy.set(node.entityRef, served.add(stampRef));
    }
  }
  const globalResources = nodes.filter(
    node => node.kind === 'Resource' && !isVault(node) && isGlobal(node),
  );
  const ofGlobal = new Set(
    globalResources
      .flatMap(({ entityRef }) => targets.get(entityRef) ?? [])
      .map(({ entityRef }) => entityRef),
  );
  return {
    stamps: entities.stamps.map(stamp => ({
      ref: stringifyEntityRef(stamp),
      title: stamp.metadata.title ?? stamp.metadata.name,
      lifecycle: stamp.spec.lifecycle,
    })),
    vaults: nodes.filter(isVault).map(({ entityRef, title, stampRef }) => ({
      ref: entityRef,
      title,
      stampRefs: [...(servedBy.get(entityRef) ?? (stampRef ? [stampRef] : []))],
      global: declaredGlobal.has(entityRef) || ofGlobal.has(entityRef),
    })),
    globalResources: globalResources.map(({ entityRef, title }) => ({
      ref: entityRef,
      title,
    })),
  };
}

function isVault({ kind, type }: WorkloadNode): boolean {
  return kind === 'Resource' && type === VAULT_TYPE;
}

/** What can be reached, without going on from where it ends. */
function reachedFrom(
  start: string,
  targets: ReadonlyMap<string, WorkloadNode[]>,
  ends: (node: WorkloadNode) => boolean,
): Set<WorkloadNode> {
  const reached = new Set(targets.get(start));
  for (const node of reached) {
    if (ends(node)) continue;
    for (const next of targets.get(node.entityRef) ?? []) reached.add(next);
  }
  return reached;
}
