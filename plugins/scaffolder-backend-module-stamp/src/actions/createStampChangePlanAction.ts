import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { stampChangePlanExamples } from './examples';
import {
  costInputs,
  imageInput,
  monthlyCostOf,
  stampInput,
  usersInput,
} from './inputs';
import { PlanActionOptions, planOutputs, planned } from './planned';

/** `stamp:plan:change`: decides how a stamp shall be, from its lock file and what is asked for. */
export function createStampChangePlanAction(options: PlanActionOptions) {
  return createTemplateAction({
    id: 'stamp:plan:change',
    description:
      'Plans another size, image or share of traffic of a stamp that was built from here, and the newest version of its files. What is absent stays; its number, names and addresses always do.',
    examples: stampChangePlanExamples,
    supportsDryRun: true,
    schema: {
      input: {
        stampRef: stampInput,
        expectedUsers: z => usersInput(z).optional(),
        image: z => imageInput(z).optional(),
        trafficWeight: z =>
          z
            .number()
            .int()
            .min(0)
            .max(100)
            .optional()
            .describe('Share of traffic in percent: 100 is its full part'),
        ...costInputs,
      },
      output: planOutputs,
    },
    async handler(ctx) {
      const { stampRef, expectedUsers, image, trafficWeight } = ctx.input;
      await planned(
        ctx,
        {
          kind: 'change',
          stampRef,
          expectedUsers,
          image,
          trafficWeight,
          monthlyCost: monthlyCostOf(ctx.input),
        },
        options,
      );
    },
  });
}
