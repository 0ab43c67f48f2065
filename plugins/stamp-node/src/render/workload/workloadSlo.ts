import type { EstateFile, WorkloadPlan } from '@plumbline/plugin-stamp-common';
import { serviceLevels } from '../slo/serviceLevels';
import { toYaml } from '../yaml';

/**
 * Service levels of a workload as its users see them: at Front Door, whose log
 * the workspace of what all stamps share keeps.
 */
export function renderWorkloadSlo(plan: WorkloadPlan): EstateFile[] {
  return [
    {
      path: `${plan.folder}/slo.yaml`,
      content: toYaml(
        serviceLevels({
          prefix: plan.name,
          workloadRef: plan.workloadRef,
          entityRef: plan.workloadRef,
          dataSource: plan.azureNames.logAnalytics,
          query: 'AzureDiagnostics | where Category == "FrontDoorAccessLog"',
          values: {
            answered: 'countif(toint(httpStatusCode_s) < 500)',
            quick: 'countif(todouble(timeTaken_s) <= 0.5)',
            all: 'count()',
          },
          what: 'this workload',
        }),
      ),
    },
  ];
}
