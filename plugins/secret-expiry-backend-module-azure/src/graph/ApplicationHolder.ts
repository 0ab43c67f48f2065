import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { buildGraph } from '@plumbline/plugin-workload-common';
import { WorkloadEntities } from '@plumbline/plugin-workload-node';

/** Application (client) IDs, separated by commas, of what signs in to Entra ID with them. */
export const APPLICATION_ANNOTATION = 'plumbline.io/entra-application-id';

/** What uses an application: an entity of the catalog, or a workload by the configuration. */
export interface ApplicationHolder {
  /** In lower case. */
  appId: string;
  workloadRef: string;
  entityRef?: string;
  ownerRef?: string;
  stampRef?: string;
  runbookUrl?: string;
}

/** Applications that the entities of a workload name, itself among them. */
export function applicationsOf(
  entities: WorkloadEntities,
): ApplicationHolder[] {
  const { workload, workloadRef, stamps, resources, components } = entities;
  const naming = [workload, ...stamps, ...resources, ...components].flatMap(
    (entity: Entity) => {
      const written = entity.metadata.annotations?.[APPLICATION_ANNOTATION];
      return written === undefined ? [] : [{ entity, written }];
    },
  );
  if (naming.length === 0) return [];
  const nodes = new Map(
    buildGraph(entities).nodes.map(node => [node.entityRef, node]),
  );
  return naming.flatMap(({ entity, written }) => {
    const entityRef = stringifyEntityRef(entity);
    const node = nodes.get(entityRef);
    const appIds = written.split(',').map(id => id.trim().toLowerCase());
    return [...new Set(appIds)].filter(Boolean).map(appId => ({
      appId,
      workloadRef,
      entityRef,
      ownerRef: node?.ownerRef,
      stampRef: node?.scope === 'stamp' ? node.stampRef : undefined,
      runbookUrl: node?.runbookUrl,
    }));
  });
}

/** With those of the configuration that the catalog does not give to the same workload. */
export function withConfigured(
  holders: ApplicationHolder[],
  configured: { appId: string; workloadRef: string }[],
): ApplicationHolder[] {
  const key = ({ appId, workloadRef }: ApplicationHolder) =>
    `${workloadRef}|${appId}`;
  const known = new Set(holders.map(key));
  const added = new Map(
    configured.flatMap(one => (known.has(key(one)) ? [] : [[key(one), one]])),
  );
  return [...holders, ...added.values()];
}
