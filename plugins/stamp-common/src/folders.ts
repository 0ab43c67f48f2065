import { parseEntityRef } from '@backstage/catalog-model';
import { StampSlot, formatInstance } from './naming';

/** Folder name that no environment may have. */
export const RETIRED = 'retired';

/** Folder below the estate's root in which every stamp of a workload stands. */
export function stampsFolder(workloadRef: string): string {
  const { name, namespace } = parseEntityRef(workloadRef);
  const part = namespace === 'default' ? name : `${namespace}~${name}`;
  return `stamps/${part}`;
}

/** Where a stamp is, as far as its paths need it. */
type Place = Pick<
  StampSlot,
  'workloadRef' | 'environment' | 'region' | 'instance'
>;

/** Folder of a stamp below the estate's root. */
export function stampFolder(place: Place): string {
  const { workloadRef, environment, region, instance } = place;
  return `${stampsFolder(
    workloadRef,
  )}/${environment}/${region}-${formatInstance(instance)}`;
}

/** Folder of the records of a workload's retired stamps. */
export function retiredFolder(workloadRef: string): string {
  return `${stampsFolder(workloadRef)}/${RETIRED}`;
}

/** File that says that a stamp's number was used. */
export function retiredPath(place: Place): string {
  const { workloadRef, environment, region, instance } = place;
  return `${retiredFolder(
    workloadRef,
  )}/${environment}-${region}-${formatInstance(instance)}.json`;
}

/** Folder of a workload below the estate's root. New workloads are in the namespace `default`. */
export function workloadFolder(name: string): string {
  return `workloads/${name}`;
}

/**
 * A stamp's name, unique among all namespaces: for branches and for files that
 * stand in one folder. A name holds no two hyphens in a row, so that it reads
 * in one way only.
 *
 * @param stampRef - full ref.
 */
export function stampKey({ stampRef }: { stampRef: string }): string {
  const { name, namespace } = parseEntityRef(stampRef);
  return namespace === 'default' ? name : `${namespace}--${name}`;
}
