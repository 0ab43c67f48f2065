import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { stampPlanExamples } from './examples';
import {
  flavourInputs,
  imageInput,
  monthlyCostOf,
  placeInputs,
} from './inputs';
import { PlanActionOptions, planOutputs, planned } from './planned';

/**
 * `stamp:plan`: decides everything about another stamp from the catalog, the
 * estate and the policy. The form's choices are checked again.
 */
export function createStampPlanAction(options: PlanActionOptions) {
  return createTemplateAction({
    id: 'stamp:plan',
    description:
      'Plans another regional stamp of a workload: placement by policy, number, names, addresses and size. Fails with every rule that the request breaks.',
    examples: stampPlanExamples,
    supportsDryRun: true,
    schema: {
      input: {
        workloadRef: z =>
          z.string().max(200).describe('Ref of the workload, a System'),
        ...placeInputs,
        ...flavourInputs,
        image: z =>
          imageInput(z)
            .optional()
            .describe('Container image; what the workload runs when absent'),
        addressRange: z =>
          z
            .string()
            .max(18)
            .optional()
            .describe('CIDR block of its own; the next free one when absent'),
      },
      output: planOutputs,
    },
    async handler(ctx) {
      const { currency, ...rest } = ctx.input;
      await planned(
        ctx,
        {
          kind: 'add',
          ...rest,
          monthlyCost: monthlyCostOf(ctx.input),
        },
        options,
      );
    },
  });
}
