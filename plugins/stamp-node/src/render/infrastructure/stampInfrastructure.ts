import type { EstateFile, StampPlan } from '@plumbline/plugin-stamp-common';
import { StaticCode, codeBelow } from '../readStaticCode';
import { toJson } from '../toJson';
import { terraformVariables } from './terraformVariables';

/** The resources of a stamp as code, and the data that the code is applied to. */
export function renderStampInfrastructure(
  plan: StampPlan,
  code: StaticCode,
): EstateFile[] {
  const folder = `${plan.folder}/terraform/foundation`;
  return [
    ...codeBelow(code, 'terraform/foundation').map(({ path, content }) => ({
      path: `${folder}/${path}`,
      content,
    })),
    {
      path: `${folder}/foundation.auto.tfvars.json`,
      content: toJson(terraformVariables(plan)),
    },
  ];
}
