import {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  EstateChange,
  EstatePlan,
  branchOf,
} from '@plumbline/plugin-stamp-common';
import {
  Estate,
  PlanCheck,
  PublishResult,
  StampRights,
  changeOf,
  validateChange,
} from '@plumbline/plugin-stamp-node';
import { audited } from '@plumbline/plugin-workload-node';
import { checkFiles } from '../workspace/files';
import { stampPublishExamples } from './examples';
import { planInput, planOf } from './inputs';
import { isInCatalog, summaryOf, workloadPath } from './publishSummary';

/** What publishing needs. */
export interface PublishActionOptions {
  auditor: AuditorService;
  rights: Pick<StampRights, 'checkPlan'>;
  /** Looks whether a plan is one that the planner makes. */
  plans: Pick<PlanCheck, 'check'>;
  /** Absent where none is configured. */
  estate?: Estate;
}

/**
 * `stamp:publish`: brings a plan into the estate. Its files are rendered once
 * more from the plan, so that nothing else gets there, and a task that was
 * recovered with an empty workspace ends in the same place.
 */
export function createStampPublishAction(options: PublishActionOptions) {
  const { auditor, rights, plans, estate } = options;
  return createTemplateAction({
    id: 'stamp:publish',
    description:
      'Brings a plan into the estate: into its folder, or as a pull request to its Git repository. Publishing the same plan again changes nothing and opens no second pull request; files changed by hand and commits of a reviewer are never overwritten.',
    examples: stampPublishExamples,
    supportsDryRun: true,
    schema: {
      input: { plan: planInput },
      output: {
        stampRef: z => z.string().describe("Ref of the stamp's entity"),
        workloadRef: z => z.string().describe('Ref of the workload'),
        workloadPath: z =>
          z.string().describe("Path of the workload's page in the portal"),
        folder: z =>
          z.string().describe("The stamp's folder, below the estate's root"),
        files: z =>
          z
            .array(z.string())
            .describe("Paths of the change's files, below the estate's root"),
        written: z =>
          z
            .array(z.string())
            .describe(
              'Paths that were written or deleted; none when all was so',
            ),
        branch: z =>
          z
            .string()
            .optional()
            .describe(
              'Branch of the change; none where the estate is a folder',
            ),
        hasPullRequest: z =>
          z.boolean().describe('Whether a pull request holds the change'),
        pullRequestUrl: z =>
          z.string().optional().describe('Address of the pull request'),
        pullRequestLabel: z =>
          z.string().optional().describe('What people call it, such as #12'),
        waitsForReview: z =>
          z
            .boolean()
            .describe('Whether somebody must merge it before it counts'),
        isInCatalog: z =>
          z
            .boolean()
            .describe(
              "Whether the catalog has the stamp's entity, now or within seconds",
            ),
        summary: z => z.string().describe('What was done, as Markdown'),
      },
    },
    async handler(ctx) {
      if (!estate) {
        throw new InputError(
          'No estate is configured: set stamp.estate.directory or stamp.estate.repository',
        );
      }
      const plan = planOf(ctx.input.plan);
      const credentials = await ctx.getInitiatorCredentials();
      const publish = async () => {
        await rights.checkPlan(plan, credentials);
        await plans.check(plan, credentials);
        const change = await changeOf(plan, estate);
        await checkFiles(ctx.workspacePath, change);
        await refuseProblems(change);
        const result = ctx.isDryRun
          ? await estate.check(change)
          : await estate.publish(change, {
              ...(ctx.user?.ref && { userRef: ctx.user.ref }),
            });
        return { change, result };
      };
      const { change, result } = ctx.isDryRun
        ? await publish()
        : await audited(
            auditor,
            auditEvent(plan, ctx.task.id, ctx.user?.ref),
            publish,
            auditOutcome,
          );
      const { pullRequest, paths } = result;
      const outcome = {
        result,
        isReviewed: estate.isReviewed,
        isDryRun: !!ctx.isDryRun,
      };
      ctx.logger.info(logLine(change, result, !!ctx.isDryRun));
      ctx.output('stampRef', plan.stamp.stampRef);
      ctx.output('workloadRef', plan.stamp.workloadRef);
      ctx.output('workloadPath', workloadPath(plan));
      ctx.output('folder', plan.stamp.folder);
      ctx.output(
        'files',
        change.files.map(({ path }) => path),
      );
      ctx.output('written', paths);
      if (estate.isReviewed) ctx.output('branch', change.branch);
      ctx.output('hasPullRequest', pullRequest !== undefined);
      if (pullRequest) {
        ctx.output('pullRequestUrl', pullRequest.url);
        ctx.output('pullRequestLabel', pullRequest.label);
      }
      ctx.output('waitsForReview', pullRequest !== undefined);
      ctx.output('isInCatalog', isInCatalog(change, outcome));
      ctx.output('summary', summaryOf(change, outcome));
    },
  });
}

/** A template may leave out stamp:validate; what cannot be parsed is never published. */
async function refuseProblems(change: EstateChange) {
  const [problem] = await validateChange(change);
  if (!problem) return;
  throw new InputError(
    `${problem.path}: ${problem.message}; stamp:validate lists everything`,
  );
}

function auditEvent(
  plan: EstatePlan,
  taskId: string,
  user: string | undefined,
): AuditorServiceCreateEventOptions {
  const { kind, stamp } = plan;
  return {
    eventId: 'stamp-publish',
    severityLevel: 'medium',
    meta: {
      taskId,
      ...(user && { user }),
      kind,
      stampRef: stamp.stampRef,
      workloadRef: stamp.workloadRef,
      folder: stamp.folder,
      branch: branchOf(plan),
    },
  };
}

function auditOutcome({ result }: { result: PublishResult }) {
  const { outcome, paths, pullRequest } = result;
  return {
    outcome,
    paths,
    ...(pullRequest && { pullRequest: pullRequest.url }),
  };
}

function logLine(
  { plan, files, deletions }: EstateChange,
  { outcome, paths, pullRequest }: PublishResult,
  isDryRun: boolean,
): string {
  const where = pullRequest ? `, pull request ${pullRequest.label}` : '';
  if (outcome === 'unchanged') {
    return `The estate holds this already (${files.length} files of ${plan.stamp.name}${where}); nothing to do`;
  }
  const deleted = paths.filter(path => deletions.includes(path)).length;
  return `${isDryRun ? 'Would write' : 'Wrote'} ${
    paths.length - deleted
  } files and ${isDryRun ? 'delete' : 'deleted'} ${deleted} of ${
    plan.stamp.name
  }${where}`;
}
