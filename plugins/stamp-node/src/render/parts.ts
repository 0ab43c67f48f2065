import type {
  EstateFile,
  StampPlan,
  WorkloadPlan,
} from '@plumbline/plugin-stamp-common';
import { renderStampEntities } from './entities/stampEntities';
import { renderStampInfrastructure } from './infrastructure/stampInfrastructure';
import { renderWorkloadInfrastructure } from './infrastructure/workloadInfrastructure';
import { renderStampPipeline } from './pipelines/stampPipeline';
import type { StaticCode } from './readStaticCode';
import { renderStampReadme } from './readme/stampReadme';
import { renderWorkloadReadme } from './readme/workloadReadme';
import {
  renderStampRunbooks,
  renderWorkloadRunbooks,
} from './runbooks/renderRunbooks';
import { renderStampSlo } from './slo/stampSlo';
import { renderWorkloadEntities } from './workload/workloadEntities';
import { renderWorkloadPipeline } from './workload/workloadPipeline';
import { renderWorkloadSkeleton } from './workload/workloadSkeleton';
import { renderWorkloadSlo } from './workload/workloadSlo';

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
  renderStampPipeline,
  renderStampReadme,
  renderStampRunbooks,
  renderStampSlo,
];

/** Everything that a new workload is made of, except its lock and its first stamp. */
export const WORKLOAD_PARTS: readonly WorkloadPart[] = [
  renderWorkloadEntities,
  renderWorkloadInfrastructure,
  renderWorkloadPipeline,
  renderWorkloadReadme,
  renderWorkloadRunbooks,
  renderWorkloadSkeleton,
  renderWorkloadSlo,
];
