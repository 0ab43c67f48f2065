import type { EstateFile, WorkloadPlan } from '@plumbline/plugin-stamp-common';
import type { StaticCode } from '../readStaticCode';
import { globalData } from './globalData';
import { renderRoot } from './root';

/** What all stamps of a workload share, as code, with the data that it is applied to. */
export function renderWorkloadInfrastructure(
  plan: WorkloadPlan,
  code: StaticCode,
): EstateFile[] {
  return renderRoot(
    plan.folder,
    plan.infrastructure,
    'global',
    globalData(plan),
    code,
  );
}
