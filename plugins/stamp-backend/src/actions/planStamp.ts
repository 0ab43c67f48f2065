import {
  PlanAnswer,
  PlannedFile,
  WorkloadPlan,
  stampReadPermission,
} from '@plumbline/plugin-stamp-common';
import { READ_ONLY, authorizeAction } from '@plumbline/plugin-workload-node';
import { ActionOptions } from './ActionOptions';
import { planExamples } from '../plans/examples';
import { changeInput, pullRequestOutput, requestOf } from './actionSchemas';

/** Registers the action that says what would be built. */
export function registerPlanStamp({
  actionsRegistry,
  desk,
  permissions,
}: Pick<ActionOptions, 'actionsRegistry' | 'desk' | 'permissions'>) {
  actionsRegistry.register({
    name: 'plan-stamp',
    title: 'Plan Stamp',
    description: `
Says what would be built to add, change or retire a regional deployment stamp of a workload, or to start a workload with its
first stamp: number, names, addresses, size, what the policy of placement says, and which files of the estate would change.
Writes nothing.

Either \`plan\` is there, or \`violations\` with every rule that the request breaks. \`notes\` tell what to know although it is
allowed; read them to the person. To have it built, propose-stamp opens a pull request with the same input.
    `,
    attributes: READ_ONLY,
    visibilityPermission: stampReadPermission,
    schema: {
      input: z => changeInput(z),
      output: z =>
        z.object({
          plan: z
            .object({
              kind: z
                .enum(['add', 'change', 'drain', 'remove', 'new-workload'])
                .describe('drain and remove are the steps of retiring'),
              stampRef: z.string(),
              workloadRef: z.string(),
              environment: z.string(),
              region: z.string(),
              pairedRegion: z.string().optional(),
              zones: z.array(z.string()),
              addressRange: z.string(),
              expectedUsers: z.number(),
              maxUsers: z
                .number()
                .describe('Concurrent users that it can take at most'),
              sku: z.string(),
              minInstances: z.number(),
              maxInstances: z.number(),
              trafficWeight: z.number().describe('In percent'),
              infrastructure: z.string(),
              pipeline: z.string(),
              image: z.string(),
              resourceGroup: z.string(),
              folder: z.string(),
              workload: z
                .object({
                  title: z.string(),
                  owner: z.string(),
                  domain: z.string().optional(),
                  tier: z.string(),
                  residency: z.string().optional(),
                  addressRange: z.string().describe('Of all its stamps'),
                  homeRegion: z.string(),
                  resourceGroup: z.string(),
                  frontDoor: z.string(),
                  containerRegistry: z.string(),
                  folder: z.string(),
                })
                .optional()
                .describe(
                  'What a new workload is, and what its stamps share; the rest is its first stamp',
                ),
            })
            .optional(),
          title: z.string().optional().describe("The pull request's"),
          files: z
            .array(
              z.object({
                path: z.string(),
                change: z.enum(['added', 'changed', 'deleted']),
              }),
            )
            .optional(),
          notes: z.array(z.string()).optional(),
          pullRequest: pullRequestOutput(z)
            .optional()
            .describe('The same change, asked for already and not merged yet'),
          violations: z
            .array(
              z.object({
                field: z.string(),
                rule: z.string(),
                message: z.string(),
              }),
            )
            .optional(),
        }),
    },
    examples: [
      {
        title: 'Another region for 500 concurrent users',
        input: {
          kind: 'add',
          workloadRef: 'system:default/shop',
          environment: 'prod',
          region: 'swedencentral',
          expectedUsers: 500,
        },
      },
      {
        title: planExamples['new-workload'].summary,
        input: planExamples['new-workload'].value,
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, stampReadPermission, permissions);
      return {
        output: toOutput(await desk.preview(requestOf(input), credentials)),
      };
    },
  });
}

function toOutput(answer: PlanAnswer) {
  if (answer.violations) return { violations: answer.violations };
  const { plan, title, files, notes, pullRequest } = answer;
  const { stamp } = plan;
  return {
    plan: {
      kind: plan.kind,
      stampRef: stamp.stampRef,
      workloadRef: stamp.workloadRef,
      environment: stamp.environment,
      region: stamp.region,
      pairedRegion: stamp.pairedRegion,
      zones: stamp.zones,
      addressRange: stamp.address.range,
      expectedUsers: stamp.size.expectedUsers,
      maxUsers: stamp.maxUsers,
      sku: stamp.size.sku,
      minInstances: stamp.size.minInstances,
      maxInstances: stamp.size.maxInstances,
      trafficWeight: stamp.trafficWeight,
      infrastructure: stamp.infrastructure,
      pipeline: stamp.pipeline,
      image: stamp.image,
      resourceGroup: stamp.azureNames.resourceGroup,
      folder: stamp.folder,
      workload:
        plan.kind === 'new-workload'
          ? workloadOutput(plan.workload)
          : undefined,
    },
    title,
    files: files.map(file => ({ path: file.path, change: changeOf(file) })),
    notes,
    pullRequest,
  };
}

function workloadOutput({ azureNames, ...workload }: WorkloadPlan) {
  return {
    title: workload.title,
    owner: workload.owner,
    domain: workload.domain,
    tier: workload.tier,
    residency: workload.residency,
    addressRange: workload.addressRange,
    homeRegion: workload.homeRegion,
    resourceGroup: azureNames.resourceGroup,
    frontDoor: azureNames.frontDoor,
    containerRegistry: azureNames.containerRegistry,
    folder: workload.folder,
  };
}

function changeOf({
  before,
  after,
}: PlannedFile): 'added' | 'changed' | 'deleted' {
  if (after === undefined) return 'deleted';
  return before === undefined ? 'added' : 'changed';
}
