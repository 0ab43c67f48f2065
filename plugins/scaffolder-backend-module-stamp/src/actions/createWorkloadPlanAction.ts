import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { workloadPlanExamples } from './examples';
import {
  domainOf,
  flavourInputs,
  imageInput,
  monthlyCostOf,
  placeInputs,
} from './inputs';
import { PlanActionOptions, planOutputs, planned } from './planned';

/** `stamp:plan:workload`: decides everything about a new workload and its first stamp. */
export function createWorkloadPlanAction(options: PlanActionOptions) {
  return createTemplateAction({
    id: 'stamp:plan:workload',
    description:
      'Plans a new workload: its global resources, its first regional stamp, and what its repository begins with. Fails with every rule that the request breaks.',
    examples: workloadPlanExamples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z
            .string()
            .max(27)
            .describe(
              'Name of the new System: lower-case letters, digits and single hyphens',
            ),
        title: z => z.string().max(60).describe('What people call it'),
        description: z =>
          z.string().max(500).describe('What it does, for whom'),
        owner: z =>
          z
            .string()
            .max(200)
            .describe(
              'Ref of the group that runs it, such as group:default/shop',
            ),
        domain: z =>
          z
            .string()
            .max(200)
            .optional()
            .describe('Ref of a Domain, such as domain:default/retail'),
        tier: z =>
          z
            .string()
            .max(30)
            .describe('mission-critical, business-critical or standard'),
        residency: z =>
          z
            .string()
            .max(30)
            .optional()
            .describe(
              'Where its data must stay: a word of the policy such as EU, or a country code; anywhere when absent',
            ),
        addressRange: z =>
          z
            .string()
            .max(18)
            .describe('CIDR block for all its stamps, such as 10.80.0.0/16'),
        homeRegion: z =>
          z.string().max(30).describe('Azure region of its global resources'),
        image: imageInput,
        ...flavourInputs,
        ...placeInputs,
      },
      output: planOutputs,
    },
    async handler(ctx) {
      const { input } = ctx;
      await planned(
        ctx,
        {
          kind: 'new-workload',
          name: input.name,
          title: input.title,
          description: input.description,
          owner: input.owner,
          domain: domainOf(input.domain),
          tier: input.tier,
          residency: input.residency,
          addressRange: input.addressRange,
          homeRegion: input.homeRegion,
          image: input.image,
          infrastructure: input.infrastructure ?? 'terraform',
          pipeline: input.pipeline ?? 'azure-devops',
          stamp: {
            environment: input.environment,
            region: input.region,
            expectedUsers: input.expectedUsers,
            relaxations: input.relaxations,
            monthlyCost: monthlyCostOf(input),
          },
        },
        options,
      );
    },
  });
}
