import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { quoted } from '@plumbline/plugin-stamp-common';
import { stampRetireExamples } from './examples';
import { stampInput } from './inputs';
import { PlanActionOptions, planOutputs, planned } from './planned';

/**
 * `stamp:retire`: plans the next of the two steps that take a stamp out of
 * service. Which one it is follows from what its pipeline told.
 */
export function createStampRetireAction(options: PlanActionOptions) {
  return createTemplateAction({
    id: 'stamp:retire',
    description:
      'Plans the next step of retiring a stamp. First drain: no traffic, then its pipeline destroys it once somebody approves. Then, when the pipeline has told that it is gone, remove: its files and entities. stamp:publish carries the step out.',
    examples: stampRetireExamples,
    supportsDryRun: true,
    schema: {
      input: {
        stampRef: stampInput,
        confirm: z =>
          z
            .string()
            .max(63)
            .describe(
              "Name of the stamp's entity, typed by a person to confirm",
            ),
      },
      output: {
        ...planOutputs,
        step: z =>
          z.enum(['drain', 'remove']).describe('Which of the two steps it is'),
      },
    },
    async handler(ctx) {
      const { stampRef, confirm } = ctx.input;
      const name = stampRef.slice(stampRef.lastIndexOf('/') + 1);
      if (confirm !== name) {
        throw new InputError(
          `confirm: ${quoted(
            confirm,
          )} is not the name of the stamp; expected ${quoted(name)}`,
        );
      }
      const { kind } = await planned(
        ctx,
        { kind: 'retire', stampRef },
        options,
      );
      ctx.output('step', kind === 'remove' ? 'remove' : 'drain');
    },
  });
}
