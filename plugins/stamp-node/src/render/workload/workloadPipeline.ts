import {
  EstateFile,
  WORKLOAD_LOCK_FILE,
  WorkloadPlan,
} from '@plumbline/plugin-stamp-common';
import { globalTarget } from '../pipelines/deploymentTarget';
import { renderPipeline } from '../pipelines/renderPipeline';
import { StaticCode, codeBelow } from '../readStaticCode';

/** Scripts that a workload's pipeline needs; the others are of stamps. */
const SCRIPTS = ['common.sh', 'install-tools.sh'];

/** The pipeline of what all stamps of a workload share, and the scripts that it runs. */
export function renderWorkloadPipeline(
  plan: WorkloadPlan,
  code: StaticCode,
): EstateFile[] {
  const { folder, infrastructure } = plan;
  return [
    ...renderPipeline(
      plan.pipeline,
      {
        key: `${plan.name}-global`,
        folder,
        deploys: [infrastructure, 'scripts', 'pipelines', WORKLOAD_LOCK_FILE],
        template: 'global',
        workflow: 'plumbline-stamp-global-v2.yml',
        parameters: { environment: globalTarget(plan) },
      },
      code,
    ),
    ...codeBelow(code, 'scripts')
      .filter(
        ({ path }) =>
          path === `${infrastructure}.sh` ||
          path.startsWith('global-') ||
          SCRIPTS.includes(path),
      )
      .map(({ path, content }) => ({
        path: `${folder}/scripts/${path}`,
        content,
      })),
  ];
}
