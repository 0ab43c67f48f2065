import type { EstateFile, WorkloadPlan } from '@plumbline/plugin-stamp-common';
import { StaticCode, codeBelow } from '../readStaticCode';
import { toJson } from '../toJson';

/**
 * What the repository of the application starts from: a container that answers
 * on `/health`, and the pipeline that builds and pushes it. To be copied once.
 */
export function renderWorkloadSkeleton(
  plan: WorkloadPlan,
  code: StaticCode,
): EstateFile[] {
  const folder = `${plan.folder}/skeleton`;
  const other = plan.pipeline === 'azure-devops' ? '.github/' : '.azuredevops/';
  return [
    ...codeBelow(code, 'skeleton')
      .filter(({ path }) => !path.startsWith(other))
      .map(({ path, content }) => ({ path: `${folder}/${path}`, content })),
    {
      path: `${folder}/image.json`,
      content: toJson({
        registry: plan.azureNames.containerRegistry,
        repository: plan.name,
      }),
    },
  ];
}
