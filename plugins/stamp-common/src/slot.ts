import { parseEntityRef } from '@backstage/catalog-model';
import { StampSlot } from './naming';
import { StampPlan } from './plan';

/** The slot that a plan fills. */
export function slotOf({
  workloadRef,
  environment,
  region,
  geoCode,
  instance,
}: Pick<
  StampPlan,
  'workloadRef' | 'environment' | 'region' | 'geoCode' | 'instance'
>): StampSlot {
  return {
    workloadRef,
    workload: parseEntityRef(workloadRef).name,
    environment,
    region,
    geoCode,
    instance,
  };
}
