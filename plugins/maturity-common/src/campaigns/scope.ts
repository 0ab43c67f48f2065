import { CampaignScope } from '../api/campaigns';

/** What a scope looks at, as lists are filtered by it. */
export interface ScopedWorkload {
  workloadRef: string;
  ownerRef?: string;
  domainRef?: string;
  lifecycle?: string;
}

/** Whether a scope asks a workload: each kind that it names must fit, one value of it is enough. */
export function isInScope(
  { owners, domains, lifecycles, workloadRefs }: CampaignScope,
  workload: ScopedWorkload,
): boolean {
  return (
    fits(owners, workload.ownerRef) &&
    fits(domains, workload.domainRef) &&
    fits(lifecycles, workload.lifecycle) &&
    fits(workloadRefs, workload.workloadRef)
  );
}

function fits(wanted: string[] | undefined, value: string | undefined) {
  if (!wanted || wanted.length === 0) return true;
  return value !== undefined && wanted.includes(value);
}
