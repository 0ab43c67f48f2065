import {
  PlanRequest,
  stampChangePermission,
  stampReadPermission,
} from '@plumbline/plugin-stamp-common';
import {
  audited,
  authorizeAction,
  subjectOf,
} from '@plumbline/plugin-workload-node';
import { ActionOptions } from './ActionOptions';
import { planExamples } from '../plans/examples';
import { changeInput, pullRequestOutput, requestOf } from './actionSchemas';

/** Registers the action that opens a pull request. */
export function registerProposeStamp({
  actionsRegistry,
  auditor,
  desk,
  permissions,
}: Pick<
  ActionOptions,
  'actionsRegistry' | 'auditor' | 'desk' | 'permissions'
>) {
  actionsRegistry.register({
    name: 'propose-stamp',
    title: 'Propose Stamp',
    description: `
Opens a pull request that adds, changes or retires a regional deployment stamp of a workload, or that starts a workload with
its first stamp. Nothing is built before people have reviewed and merged it. The same again ends in the same pull request;
commits of reviewers are never overwritten.

Call plan-stamp with the same input first and let the person see its notes and files. Only for workloads of the caller's own
groups (a new one: with one of these as its owner), or for who may manage all; refused where the estate is a folder, whose
changes nobody reviews.
    `,
    attributes: { readOnly: false, destructive: false, idempotent: true },
    visibilityPermission: stampChangePermission,
    schema: {
      input: z => changeInput(z),
      output: z =>
        z.object({
          outcome: z
            .enum(['written', 'unchanged'])
            .describe('unchanged: all of it was there already'),
          kind: z.enum(['add', 'change', 'drain', 'remove', 'new-workload']),
          workloadRef: z.string(),
          stampRef: z.string().describe("Of a new workload: its first stamp's"),
          title: z.string(),
          files: z
            .array(z.string())
            .describe('Paths that were written or deleted'),
          notes: z.array(z.string()),
          pullRequest: pullRequestOutput(z)
            .extend({
              isNew: z.boolean().describe('Whether this call opened it'),
            })
            .optional()
            .describe('Absent where everything is merged already'),
        }),
    },
    examples: [
      {
        title: 'Take a stamp out of use',
        input: {
          kind: 'retire',
          stampRef: 'resource:default/shop-prod-westeurope-001',
        },
      },
      {
        title: planExamples['new-workload'].summary,
        input: planExamples['new-workload'].value,
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, stampReadPermission, permissions);
      const request = requestOf(input);
      const by = subjectOf(credentials);
      const { change, notes, result } = await audited(
        auditor,
        {
          eventId: 'propose-stamp',
          severityLevel: 'medium',
          meta: {
            by,
            kind: input.kind,
            about: aboutOf(request),
            through: 'action',
          },
        },
        () =>
          desk.propose(
            request,
            credentials,
            by.startsWith('user:') ? by : undefined,
          ),
        proposed => ({
          outcome: proposed.result.outcome,
          branch: proposed.change.branch,
          stampRef: proposed.change.plan.stamp.stampRef,
          pullRequest: proposed.result.pullRequest?.url,
        }),
      );
      return {
        output: {
          outcome: result.outcome,
          kind: change.plan.kind,
          workloadRef: change.plan.stamp.workloadRef,
          stampRef: change.plan.stamp.stampRef,
          title: change.title,
          files: result.paths,
          notes,
          pullRequest: result.pullRequest,
        },
      };
    },
  });
}

/** What a change is about, for the audit. */
function aboutOf(request: PlanRequest): string {
  switch (request.kind) {
    case 'add':
      return request.workloadRef;
    case 'new-workload':
      return `system:default/${request.name}`;
    default:
      return request.stampRef;
  }
}
