import { Entity } from '@backstage/catalog-model';
import { WorkloadEntity, isWorkload } from '@plumbline/plugin-workload-common';
import { stampWorkloadOf } from '@plumbline/plugin-stamp-common';
import { parseAllDocuments } from 'yaml';

const CATALOG_FILE = /^workloads\/[^/]+\/catalog-info\.yaml$/;

/**
 * Where the data of workloads must stay, by their refs: `undefined` where it
 * may rest anywhere. A workload that nothing declares is left out.
 *
 * @param files - of the estate; the entities of workloads that began in it are there.
 * @param catalog - further catalog files.
 */
export function readResidencies(
  files: ReadonlyMap<string, string>,
  catalog: readonly string[],
): Map<string, string | undefined> {
  const own = [...files]
    .filter(([path]) => CATALOG_FILE.test(path))
    .map(([, content]) => content);
  const residencies = new Map<string, string | undefined>();
  for (const content of [...own, ...catalog]) {
    for (const workload of workloadsIn(content)) {
      const { ref, residency } = stampWorkloadOf(workload, []);
      residencies.set(ref, residency);
    }
  }
  return residencies;
}

/** What is no entity is found where the file is validated. */
function workloadsIn(content: string): WorkloadEntity[] {
  return parseAllDocuments(content)
    .filter(document => document.errors.length === 0)
    .map(document => document.toJS() as Entity | null)
    .filter(
      (entity): entity is WorkloadEntity =>
        typeof entity?.metadata?.name === 'string' && isWorkload(entity),
    );
}
