import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Estate, changeOf, validateChange } from '@plumbline/plugin-stamp-node';
import { checkFiles } from '../workspace/files';
import { stampValidateExamples } from './examples';
import { planInput, planOf } from './inputs';

const MOST_PROBLEMS = 50;

/** `stamp:validate`: parses every file of a plan as what it is. */
export function createStampValidateAction(options: {
  /** Absent where none is configured. */
  estate?: Estate;
}) {
  const { estate } = options;
  return createTemplateAction({
    id: 'stamp:validate',
    description:
      'Checks every file of a plan as what it is: Terraform and Bicep by their syntax, pipelines by their published schemas, catalog entities by the rules of the catalog, SLOs by the rules of OpenSLO. Fails with each problem, its path and line.',
    examples: stampValidateExamples,
    supportsDryRun: true,
    schema: {
      input: { plan: planInput },
      output: {
        checked: z => z.number().int().describe('How many files were checked'),
      },
    },
    async handler(ctx) {
      const change = await changeOf(planOf(ctx.input.plan), estate);
      await checkFiles(ctx.workspacePath, change);
      const problems = await validateChange(change);
      if (problems.length > 0) {
        const lines = problems
          .slice(0, MOST_PROBLEMS)
          .map(
            ({ path, line, message }) =>
              `- ${path}${line === undefined ? '' : `:${line}`}: ${message}`,
          );
        const more = problems.length - lines.length;
        if (more > 0) lines.push(`- and ${more} more`);
        throw new InputError(`The files are not right:\n${lines.join('\n')}`);
      }
      ctx.logger.info(`Checked ${change.files.length} files`);
      ctx.output('checked', change.files.length);
    },
  });
}
