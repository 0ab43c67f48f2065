import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parseStampPlan } from '@plumbline/plugin-stamp-common';
import { readTerraformFiles } from '../render/readTerraformFiles';
import { renderStamp } from '../render/renderStamp';
import { stampRenderExamples } from './examples';

/** `stamp:render`: writes the files of a planned stamp into the task's workspace. */
export function createStampRenderAction() {
  return createTemplateAction({
    id: 'stamp:render',
    description:
      'Writes the files of a planned stamp into the workspace: Terraform, catalog entities and a lock file. The same plan gives the same bytes.',
    examples: stampRenderExamples,
    supportsDryRun: true,
    schema: {
      input: {
        plan: z => z.record(z.any()).describe('What stamp:plan put out'),
      },
      output: {
        folder: z =>
          z.string().describe('Folder of the stamp within the workspace'),
        files: z =>
          z.array(z.string()).describe('Paths of the files, below the folder'),
      },
    },
    async handler(ctx) {
      const { plan, problems } = parseStampPlan(ctx.input.plan);
      if (!plan) {
        throw new InputError(
          `The plan is not one that stamp:plan makes:\n${problems
            .map(problem => `- plan.${problem}`)
            .join('\n')}`,
        );
      }
      const files = renderStamp(plan, await readTerraformFiles());
      for (const { path, content } of files) {
        const target = resolveSafeChildPath(
          ctx.workspacePath,
          `${plan.folder}/${path}`,
        );
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, content);
      }
      ctx.logger.info(`Rendered ${files.length} files of ${plan.name}`);
      ctx.output('folder', plan.folder);
      ctx.output(
        'files',
        files.map(({ path }) => path),
      );
    },
  });
}
