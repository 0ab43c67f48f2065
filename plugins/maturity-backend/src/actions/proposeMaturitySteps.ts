import {
  CriterionView,
  maturityReadPermission,
  topLevel,
} from '@plumbline/plugin-maturity-common';
import {
  READ_ONLY,
  authorizeAction,
  workloadInput,
  workloadNamed,
} from '@plumbline/plugin-workload-node';
import { WorkloadStore } from '../store/WorkloadStore';
import { ActionOptions, modelNamed, pillarNamed } from './ActionOptions';
import { criterion, levels, modelInput } from './actionSchemas';

const KINDS = ['change', 'answer', 'find-out', 'mend-rule'] as const;
type Kind = (typeof KINDS)[number];

/** Registers the action that says what to do for the next level. */
export function registerProposeMaturitySteps(
  options: ActionOptions & { workloads: WorkloadStore },
) {
  const { actionsRegistry, permissions, models, reader, workloads } = options;
  actionsRegistry.register({
    name: 'propose-maturity-steps',
    title: 'Propose Maturity Steps',
    description: `
Proposes what to do for a workload to reach its next maturity level, in order: first what has to change, then
questions that somebody only needs to answer, then facts that are missing. These are all the steps that the level
needs and no others: when each is done, it is proven.

Without a \`pillar\` the next overall level is meant, which the lowest pillars hold down. Each step says what to do,
why, and who: nearly always the workload's owner. Kinds of steps:
- \`change\`: something is not as it should be; \`howTo\` says how to mend it.
- \`answer\`: a person has to answer \`question\` with evidence, on the workload's maturity tab in the portal. Do not answer for them.
- \`find-out\`: nothing is known; \`reason\` says which facts are missing.
- \`mend-rule\`: the model's rule could not be run; this is for the platform team.

Where a step is not reasonable for a workload, its owner can request an exemption in the portal.
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
            .describe('Id of a pillar; the overall level without one'),
        }),
      output: z =>
        z.object({
          workloadRef: z.string(),
          ownerRef: z.string().optional(),
          model: z.string(),
          ...levels(z),
          target: z
            .number()
            .int()
            .optional()
            .describe('The next level; absent at the top'),
          steps: z.array(
            z.object({
              order: z.number().int().describe('From 1'),
              kind: z.enum(KINDS),
              ...criterion(z),
              pillar: z.string(),
              strategy: z.string().describe('Title of the strategy'),
              howTo: z.string(),
              who: z
                .string()
                .describe('Ref of the owner, or who it is for in words'),
              question: z.string().optional(),
              evidence: z.string().optional(),
              exemption: z
                .string()
                .optional()
                .describe('State of an exemption that was requested'),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'What to do next',
        input: { workloadRef: 'system:default/shop' },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, maturityReadPermission, permissions);
      const workloadRef = workloadNamed(input.workloadRef);
      const index = modelNamed(models, input.model);
      const wanted = pillarNamed(index, input.pillar);
      const [scorecard, known] = await Promise.all([
        reader.scorecard(workloadRef, index.model.id),
        workloads.read([workloadRef]),
      ]);
      const views = new Map(
        scorecard.pillars
          .flatMap(pillar => pillar.levels)
          .flatMap(level => level.strategies)
          .flatMap(strategy => strategy.criteria)
          .map(view => [view.id, view]),
      );
      const pillar = scorecard.pillars.find(({ id }) => id === wanted?.id);
      const { proven, possible } = pillar ?? scorecard;
      const blockers = pillar
        ? pillar.next?.blockers ?? []
        : (scorecard.next?.blockers ?? []).map(blocker => blocker.criterionId);
      const ownerRef = known.get(workloadRef)?.ownerRef;
      const steps = blockers
        .flatMap(id => {
          const view = views.get(id);
          const place = index.criterion(id);
          if (!view || !place) return [];
          const kind = kindOf(view);
          return [
            {
              kind,
              criterionId: id,
              title: view.title,
              state: view.state,
              reason: view.reason,
              pillar: place.pillar.id,
              strategy: place.strategy.title,
              howTo: view.howTo,
              who:
                kind === 'mend-rule'
                  ? 'the platform team'
                  : ownerRef ?? 'the owner, whom the catalog does not name',
              question: view.attestation?.question,
              evidence: view.attestation?.evidence,
              exemption: view.exemption?.state,
            },
          ];
        })
        .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
        .map((step, place) => ({ order: place + 1, ...step }));
      return {
        output: {
          workloadRef,
          ownerRef,
          model: index.model.id,
          proven,
          possible,
          target: proven < topLevel(index.model) ? proven + 1 : undefined,
          steps,
        },
      };
    },
  });
}

function kindOf({ state, attestation }: CriterionView): Kind {
  if (state === 'not-met') return 'change';
  if (state === 'error') return 'mend-rule';
  return attestation ? 'answer' : 'find-out';
}
