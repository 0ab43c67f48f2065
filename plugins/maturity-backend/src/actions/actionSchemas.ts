import { CRITERION_STATES, DecidedBy } from '@plumbline/plugin-maturity-common';
import { ActionZod } from '@plumbline/plugin-workload-node';

const DECIDED_BY: [DecidedBy, ...DecidedBy[]] = [
  'rule',
  'attestation',
  'exemption',
  'applicability',
];

// Pieces of input and output that several actions share.

/** The model that an action is about. */
export const modelInput = (z: ActionZod) =>
  z
    .string()
    .max(60)
    .optional()
    .describe(
      "Id of a maturity model, such as 'azure-well-architected'; the portal's first model when left out",
    );

/** State of a criterion. */
export const criterionState = (z: ActionZod) =>
  z
    .enum(CRITERION_STATES)
    .describe(
      'met, exempt and not-applicable stand in the way of no level; not-met does; unknown means that nothing is known yet; error that the rule could not be run',
    );

/** What gave a criterion its state. */
export const decidedBy = (z: ActionZod) => z.enum(DECIDED_BY).optional();

/** A level and the levels around it. */
export const levels = (z: ActionZod) => ({
  proven: z
    .number()
    .int()
    .describe('Highest level whose criteria all pass, 0 when none is proven'),
  possible: z
    .number()
    .int()
    .describe('The same if everything unknown turned out to be met'),
});

/** One criterion with what it came to. */
export const criterion = (z: ActionZod) => ({
  criterionId: z.string(),
  title: z.string().describe('What is so when it is met'),
  state: criterionState(z),
  reason: z.string().describe('Why it is in this state'),
});
