import { WorkloadRow } from './rows';

const READ = new WeakMap<WorkloadRow, Record<string, string>>();

/**
 * Full ref of the one stamp of a workload that an entity serves, as the catalog
 * has it; `undefined` where it serves several, all or none.
 */
export function stampOf(
  workload: WorkloadRow | undefined,
  entityRef: string | null,
): string | undefined {
  if (!workload?.stamps || entityRef === null) return undefined;
  // A workload's row stands for many credentials, and is read once for them.
  let stamps = READ.get(workload);
  if (!stamps) {
    stamps = JSON.parse(workload.stamps) as Record<string, string>;
    READ.set(workload, stamps);
  }
  return stamps[entityRef];
}
