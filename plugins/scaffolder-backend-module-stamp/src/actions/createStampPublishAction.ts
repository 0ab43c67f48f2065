import { readFile } from 'node:fs/promises';
import {
  AuditorService,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  LOCK_FILE,
  StampPlan,
  parseStampLock,
} from '@plumbline/plugin-stamp-common';
import { EstateFolder } from '../estate/EstateFolder';
import { ignoreMissing } from '../estate/ignoreMissing';
import { readTerraformFiles } from '../render/readTerraformFiles';
import { StampFile, renderStamp } from '../render/renderStamp';
import { stampPublishExamples } from './examples';

/**
 * `stamp:publish`: puts a rendered stamp into the estate folder. Only what
 * `stamp:render` makes of the plan gets there: the files are rendered once more
 * from the lock and must be the same.
 */
export function createStampPublishAction(options: {
  auditor: AuditorService;
  /** Absent when no estate folder is configured. */
  estate?: EstateFolder;
}) {
  const { auditor, estate } = options;
  return createTemplateAction({
    id: 'stamp:publish',
    description:
      'Publishes a rendered stamp into the estate folder that the catalog follows. Publishing the same stamp again changes nothing; another stamp, or a file changed by hand, is never overwritten.',
    examples: stampPublishExamples,
    supportsDryRun: true,
    schema: {
      input: {
        folder: z =>
          z.string().max(200).describe('The folder that stamp:render put out'),
      },
      output: {
        stampRef: z => z.string().describe("Ref of the stamp's entity"),
        workloadRef: z => z.string().describe('Ref of the workload'),
        folder: z => z.string().describe("The stamp's folder in the estate"),
        files: z =>
          z.array(z.string()).describe('Paths of the files, below the folder'),
        written: z =>
          z.array(z.string()).describe('Those that were not there already'),
      },
    },
    async handler(ctx) {
      if (!estate) {
        throw new InputError(
          'No estate folder is configured: set stamp.estate.directory',
        );
      }
      const { plan, files } = await readRendered(
        ctx.workspacePath,
        ctx.input.folder,
      );
      const { written } = ctx.isDryRun
        ? await estate.check(plan, files)
        : await publishAudited(auditor, estate, plan, files, {
            taskId: ctx.task.id,
            ...(ctx.user?.ref && { user: ctx.user.ref }),
          });
      ctx.logger.info(
        written.length > 0
          ? `${ctx.isDryRun ? 'Would write' : 'Wrote'} ${
              written.length
            } files to ${plan.folder}`
          : `${plan.folder} holds this stamp already; nothing to do`,
      );
      ctx.output('stampRef', plan.stampRef);
      ctx.output('workloadRef', plan.workloadRef);
      ctx.output('folder', plan.folder);
      ctx.output(
        'files',
        files.map(({ path }) => path),
      );
      ctx.output('written', written);
    },
  });
}

/** The plan of a folder of the workspace and its files, once they are what the plan renders to. */
async function readRendered(
  workspacePath: string,
  folder: string,
): Promise<{ plan: StampPlan; files: StampFile[] }> {
  const read = (path: string) =>
    readFile(
      resolveSafeChildPath(workspacePath, `${folder}/${path}`),
      'utf8',
    ).catch(ignoreMissing);
  const text = await read(LOCK_FILE);
  if (text === undefined) {
    throw new InputError(
      `folder: there is no ${LOCK_FILE} in ${JSON.stringify(
        folder,
      )}; expected what stamp:render put out`,
    );
  }
  const { lock, problems } = parseStampLock(text);
  if (!lock) throw new InputError(`${LOCK_FILE}: ${problems.join('; ')}`);
  const { plan } = lock;
  if (plan.folder !== folder) {
    throw new InputError(
      `folder: ${JSON.stringify(folder)} holds the stamp of ${plan.folder}`,
    );
  }
  const files = renderStamp(plan, await readTerraformFiles());
  for (const { path, content } of files) {
    if ((await read(path)) !== content) {
      throw new InputError(
        `${path} is not what stamp:render makes of the plan; publish takes no other files`,
      );
    }
  }
  return { plan, files };
}

async function publishAudited(
  auditor: AuditorService,
  estate: EstateFolder,
  plan: StampPlan,
  files: StampFile[],
  who: { taskId: string; user?: string },
) {
  const event = await auditor.createEvent({
    eventId: 'stamp-publish',
    severityLevel: 'medium',
    meta: {
      ...who,
      stampRef: plan.stampRef,
      workloadRef: plan.workloadRef,
      folder: plan.folder,
    },
  });
  try {
    const result = await estate.publish(plan, files);
    await event.success({ meta: { written: result.written } });
    return result;
  } catch (error) {
    await event.fail({ error: error as Error });
    throw error;
  }
}
