import {
  EstateFile,
  LOCK_FILE,
  StampPlan,
  stampKey,
} from '@plumbline/plugin-stamp-common';
import { StaticCode, codeBelow } from '../readStaticCode';
import { deploymentTarget } from './deploymentTarget';
import { renderPipeline } from './renderPipeline';

/** The pipeline of a stamp, and the scripts that it runs. */
export function renderStampPipeline(
  plan: StampPlan,
  code: StaticCode,
): EstateFile[] {
  return [
    ...renderPipeline(
      plan.pipeline,
      {
        key: stampKey(plan),
        folder: plan.folder,
        deploys: [plan.infrastructure, 'scripts', 'pipelines', LOCK_FILE],
        template: 'stamp',
        workflow: 'plumbline-stamp-pipeline-v2.yml',
        parameters: {
          environment: deploymentTarget(plan),
          lifecycle: plan.lifecycle,
        },
      },
      code,
    ),
    ...renderScripts(plan, code),
  ];
}

/** The scripts, without those of the other infrastructure. */
function renderScripts(
  { folder, infrastructure }: StampPlan,
  code: StaticCode,
): EstateFile[] {
  const other = infrastructure === 'bicep' ? 'terraform.sh' : 'bicep.sh';
  return codeBelow(code, 'scripts')
    .filter(({ path }) => path !== other && !path.startsWith('global-'))
    .map(({ path, content }) => ({
      path: `${folder}/scripts/${path}`,
      content,
    }));
}
