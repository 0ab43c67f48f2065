import {
  LOCK_FILE,
  StampPlan,
  overlaps,
  parseBlock,
} from '@plumbline/plugin-stamp-common';
import { Finding } from './Finding';

/**
 * What two stamps may not share: the name of their entity, the name of a
 * resource in Azure, and, within one workload, addresses. Stamps of different
 * workloads may have the same addresses where both take them out of the
 * policy's default block; they are not peered.
 */
export function collisions(plans: readonly StampPlan[]): Finding[] {
  return [...namesTwice(plans), ...addressesTwice(plans)];
}

function namesTwice(plans: readonly StampPlan[]): Finding[] {
  const findings: Finding[] = [];
  const taken = new Map<string, StampPlan>();
  for (const plan of plans) {
    const names: [string, string][] = [
      ['stamp', plan.stampRef],
      ...Object.entries(plan.azureNames),
    ];
    for (const [what, name] of names) {
      const key = `${what}\n${name}`;
      const other = taken.get(key);
      if (!other) taken.set(key, plan);
      else {
        findings.push({
          path: lockPath(plan),
          message: `the name ${name} (${what}) is that of ${other.folder} too`,
        });
      }
    }
  }
  return findings;
}

function addressesTwice(plans: readonly StampPlan[]): Finding[] {
  const findings: Finding[] = [];
  const byWorkload = new Map<string, StampPlan[]>();
  for (const plan of plans) {
    const earlier = byWorkload.get(plan.workloadRef) ?? [];
    const block = parseBlock(plan.address.range);
    const other = earlier.find(each => {
      const taken = parseBlock(each.address.range);
      return block && taken && overlaps(block, taken);
    });
    if (other) {
      findings.push({
        path: lockPath(plan),
        message: `the addresses ${plan.address.range} overlap ${other.address.range} of ${other.folder}`,
      });
    }
    byWorkload.set(plan.workloadRef, [...earlier, plan]);
  }
  return findings;
}

function lockPath({ folder }: StampPlan): string {
  return `${folder}/${LOCK_FILE}`;
}
