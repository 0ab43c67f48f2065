import { maturityReadPermission } from '@plumbline/plugin-maturity-common';
import {
  READ_ONLY,
  authorizeAction,
  workloadInput,
  workloadNamed,
} from '@plumbline/plugin-workload-node';
import { ActionOptions, modelNamed, pillarNamed } from './ActionOptions';
import { criterion, criterionState, levels, modelInput } from './actionSchemas';

/** Registers the action that reads where a workload stands. */
export function registerGetMaturityScorecard(options: ActionOptions) {
  const { actionsRegistry, permissions, models, reader } = options;
  actionsRegistry.register({
    name: 'get-maturity-scorecard',
    title: 'Get Maturity Scorecard',
    description: `
Reads the maturity of one workload: its level on each pillar of a maturity model, its overall level (that of its
lowest pillar), and the criteria that stand between it and the next overall level.

Name a \`pillar\` to get every strategy and criterion of that pillar with its state and the reason for it. Without one
you get levels and blockers only, which is enough for most questions.

To learn what a single criterion rests on use explain-maturity-result; to learn what to do use propose-maturity-steps.
    `,
    attributes: READ_ONLY,
    visibilityPermission: maturityReadPermission,
    schema: {
      input: z =>
        z.object({
          workloadRef: workloadInput(z),
          model: modelInput(z),
          pillar: z
            .string()
            .max(60)
            .optional()
            .describe('Id of a pillar of which all criteria are wanted'),
        }),
      output: z =>
        z.object({
          workloadRef: z.string(),
          model: z.object({
            id: z.string(),
            title: z.string(),
            version: z.string(),
            top: z.number().int().describe('Number of levels'),
          }),
          ...levels(z),
          next: z
            .object({
              level: z.number().int(),
              blockers: z.array(
                z.object({
                  criterionId: z.string(),
                  title: z.string(),
                  state: criterionState(z),
                  pillar: z.string(),
                  howTo: z.string(),
                  canAttest: z
                    .boolean()
                    .describe('Whether a person may answer it'),
                }),
              ),
            })
            .optional()
            .describe('Absent at the top'),
          pillars: z.array(
            z.object({
              id: z.string(),
              title: z.string(),
              ...levels(z),
              levels: z.array(
                z.object({
                  level: z.number().int(),
                  name: z.string(),
                  total: z.number().int(),
                  passed: z.number().int(),
                  notMet: z.number().int(),
                  unknown: z.number().int(),
                }),
              ),
            }),
          ),
          strategies: z
            .array(
              z.object({
                id: z.string(),
                level: z.number().int(),
                title: z.string(),
                state: criterionState(z),
                criteria: z.array(z.object(criterion(z))),
              }),
            )
            .optional()
            .describe('Of the pillar that was named'),
          contradictions: z
            .number()
            .int()
            .describe("Criteria where facts contradict a person's answer"),
          asOf: z.string().describe('ISO 8601'),
        }),
    },
    examples: [
      {
        title: 'Where a workload stands',
        input: { workloadRef: 'system:default/shop' },
      },
      {
        title: 'Every security criterion of a workload',
        input: { workloadRef: 'shop', pillar: 'security' },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, maturityReadPermission, permissions);
      const workloadRef = workloadNamed(input.workloadRef);
      const index = modelNamed(models, input.model);
      const wanted = pillarNamed(index, input.pillar);
      const scorecard = await reader.scorecard(workloadRef, index.model.id);
      const { id, title, version, top } = scorecard;
      return {
        output: {
          workloadRef,
          model: { id, title, version, top },
          proven: scorecard.proven,
          possible: scorecard.possible,
          next: scorecard.next && {
            level: scorecard.next.level,
            blockers: scorecard.next.blockers.map(
              ({ pillarId, ...blocker }) => ({ ...blocker, pillar: pillarId }),
            ),
          },
          pillars: scorecard.pillars.map(pillar => ({
            ...pillar,
            levels: pillar.levels.map(({ name, count }) => ({
              name,
              ...count,
            })),
          })),
          strategies:
            wanted &&
            scorecard.pillars
              .find(pillar => pillar.id === wanted.id)!
              .levels.flatMap(({ level, strategies }) =>
                strategies.map(strategy => ({
                  level,
                  ...strategy,
                  criteria: strategy.criteria.map(view => ({
                    criterionId: view.id,
                    ...view,
                  })),
                })),
              ),
          contradictions: scorecard.contradictions,
          asOf: scorecard.asOf,
        },
      };
    },
  });
}
