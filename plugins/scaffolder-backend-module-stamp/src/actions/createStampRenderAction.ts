import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Estate, changeOf } from '@plumbline/plugin-stamp-node';
import { writeFiles } from '../workspace/files';
import { stampRenderExamples } from './examples';
import { planInput, planOf } from './inputs';

/** `stamp:render`: writes the files of a plan into the task's workspace. */
export function createStampRenderAction(options: {
  /** Absent where none is configured. */
  estate?: Estate;
}) {
  const { estate } = options;
  return createTemplateAction({
    id: 'stamp:render',
    description:
      'Writes the files of a plan into the workspace, by their paths in the estate: infrastructure, pipeline, catalog entities, SLOs, runbooks and the lock file. The same plan gives the same bytes.',
    examples: stampRenderExamples,
    supportsDryRun: true,
    schema: {
      input: { plan: planInput },
      output: {
        folder: z =>
          z.string().describe("The stamp's folder, below the estate's root"),
        files: z =>
          z
            .array(z.string())
            .describe("Paths of the files, below the estate's root"),
        deletions: z =>
          z
            .array(z.string())
            .describe('Paths of the files that shall be gone from the estate'),
      },
    },
    async handler(ctx) {
      const { plan, files, deletions } = await changeOf(
        planOf(ctx.input.plan),
        estate,
      );
      await writeFiles(ctx.workspacePath, files);
      ctx.logger.info(
        `Rendered ${files.length} files of ${plan.stamp.name}${
          deletions.length > 0 ? `; ${deletions.length} are to be deleted` : ''
        }`,
      );
      ctx.output('folder', plan.stamp.folder);
      ctx.output(
        'files',
        files.map(({ path }) => path),
      );
      ctx.output('deletions', deletions);
    },
  });
}
