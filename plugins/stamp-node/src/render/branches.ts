import type { EstatePlan } from '@plumbline/plugin-stamp-common';

const PREFIXES = {
  add: 'stamp-add',
  change: 'stamp-change',
  drain: 'stamp-drain',
  remove: 'stamp-remove',
} as const;

/**
 * Branch of a change: made of what it is about alone, so that asking twice ends
 * on the same one. Flat, because `a` and `a/b` cannot both be branches.
 */
export function branchOf(plan: EstatePlan): string {
  return plan.kind === 'new-workload'
    ? refName(`workload-add-${plan.workload.name}`)
    : refName(`${PREFIXES[plan.kind]}-${plan.stamp.name}`);
}

/** Branches of every change that can be about a stamp of this name. */
export function branchesOfStamp(name: string): string[] {
  return Object.values(PREFIXES).map(prefix => refName(`${prefix}-${name}`));
}

/** Names are letters, digits, `-`, `_` and `.`; Git refuses two dots together and `.lock` at the end. */
function refName(text: string): string {
  return text.replace(/\.+/g, '.').replace(/\.(lock)?$/, '-$1');
}
