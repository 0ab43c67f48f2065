import { EstatePlanKind } from '@plumbline/plugin-stamp-common';

const KINDS: readonly Exclude<EstatePlanKind, 'new-workload'>[] = [
  'add',
  'change',
  'drain',
  'remove',
];

/**
 * Branches of every change that can be about a stamp, as `branchOf` names them.
 *
 * @param key - `stampKey` of the stamp.
 */
export function branchesOfStamp(key: string): string[] {
  return KINDS.map(kind => `stamp-${kind}-${key}`);
}
