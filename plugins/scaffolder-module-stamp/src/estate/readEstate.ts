import {
  Entity,
  RELATION_PART_OF,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import {
  ExistingStamp,
  StampWorkload,
  existingStampOf,
  stampWorkloadOf,
} from '@plumbline/plugin-stamp-common';
import { isStamp, isWorkload } from '@plumbline/plugin-workload-common';

/** A workload and the stamps that it has, as far as planning needs them. */
export interface Estate {
  workload: StampWorkload;
  stamps: ExistingStamp[];
}

/**
 * Reads a workload, its stamps and its global resources in one query.
 *
 * @throws Error when there is no such workload, or the reader may not see it.
 */
export async function readEstate(
  catalogApi: CatalogApi,
  workloadRef: string,
): Promise<Estate> {
  const { kind, namespace, name } = parseEntityRef(workloadRef);
  const entities: Entity[] = [];
  const pages = catalogApi.streamEntities({
    filter: [
      { kind, 'metadata.namespace': namespace, 'metadata.name': name },
      { kind: 'resource', [`relations.${RELATION_PART_OF}`]: workloadRef },
    ],
    fields: ['apiVersion', 'kind', 'metadata', 'spec'],
  });
  for await (const page of pages) entities.push(...page);
  const workload = entities.find(
    entity => stringifyEntityRef(entity) === workloadRef,
  );
  if (!workload || !isWorkload(workload)) {
    throw new Error(
      `There is no workload ${workloadRef} in the catalog, or you may not see it`,
    );
  }
  const resources = entities.filter(entity => entity.kind === 'Resource');
  return {
    workload: stampWorkloadOf(workload, resources),
    stamps: resources.filter(isStamp).map(existingStampOf),
  };
}
