import { parseEntityRef } from '@backstage/catalog-model';
import type { StampPlan, WorkloadPlan } from '@plumbline/plugin-stamp-common';

/**
 * Start of the names of what a pipeline signs in with and asks approval of:
 * environments, and in Azure DevOps service connections and the variable group.
 * One per workload and environment, so that no workload deploys another's.
 * A name holds no two hyphens in a row, so it reads in one way only.
 */
export function deploymentTarget({
  workloadRef,
  environment,
}: Pick<StampPlan, 'workloadRef' | 'environment'>): string {
  return `${workloadKey(workloadRef)}-${environment}`;
}

/** The same for what all stamps of a workload share. */
export function globalTarget({
  workloadRef,
}: Pick<WorkloadPlan, 'workloadRef'>): string {
  return `${workloadKey(workloadRef)}-global`;
}

function workloadKey(workloadRef: string): string {
  const { name, namespace } = parseEntityRef(workloadRef);
  return namespace === 'default' ? name : `${namespace}--${name}`;
}
