import type { EstateFile, StampPlan } from '@plumbline/plugin-stamp-common';
import { toYaml } from '../yaml';
import { serviceLevels } from './serviceLevels';

/**
 * Service levels of a stamp, measured by its own Application Insights, which
 * keeps its rows in the stamp's workspace. The data source in the portal's
 * config is named like that workspace.
 */
export function renderStampSlo(plan: StampPlan): EstateFile[] {
  return [
    {
      path: `${plan.folder}/slo.yaml`,
      content: toYaml(
        serviceLevels({
          prefix: plan.resourcePrefix,
          workloadRef: plan.workloadRef,
          entityRef: plan.stampRef,
          dataSource: plan.azureNames.logAnalytics,
          query: 'AppRequests',
          values: {
            answered: 'sumif(ItemCount, toint(ResultCode) < 500)',
            quick: 'sumif(ItemCount, DurationMs <= 500)',
            all: 'sum(ItemCount)',
          },
          what: 'this stamp',
        }),
      ),
    },
  ];
}
