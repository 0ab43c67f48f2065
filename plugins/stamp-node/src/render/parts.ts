import type {
  EstateFile,
  StampPlan,
  WorkloadPlan,
} from '@plumbline/plugin-stamp-common';
import { renderStampEntities } from './entities/stampEntities';
import { renderStampInfrastructure } from './infrastructure/stampInfrastructure';
import { renderWorkloadInfrastructure } from './infrastructure/workloadInfrastructure';
import type { StaticCode } from './readStaticCode';

/** What gives the files of one subject. Pure; paths are below the estate's root. */
export type StampPart = (plan: StampPlan, code: StaticCode) => EstateFile[];

/** The same for what a new workload brings beside its first stamp. */
export type WorkloadPart = (
  plan: WorkloadPlan,
  code: StaticCode,
) => EstateFile[];

/** Everything that a stamp is made of, except its lock. */
export const STAMP_PARTS: readonly StampPart[] = [
  renderStampEntities,
  renderStampInfrastructure,
];

/** Everything that a new workload is made of, except its lock and its first stamp. */
export const WORKLOAD_PARTS: readonly WorkloadPart[] = [renderWorkloadInfrastructure];
