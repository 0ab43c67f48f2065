import { NotFoundError } from '@backstage/errors';
import {
  FactSourceSchema,
  FactValue,
  endOfFreshness,
  factsReadBy,
  maturityReadPermission,
} from '@plumbline/plugin-maturity-common';
import {
  READ_ONLY,
  authorizeAction,
  workloadInput,
  workloadNamed,
} from '@plumbline/plugin-workload-node';
import { FactStore, TimedFact } from '../store/FactStore';
import { ActionOptions } from './ActionOptions';
import { criterion, decidedBy } from './actionSchemas';

/** Registers the action that says why a criterion has its state. */
export function registerExplainMaturityResult(
  options: ActionOptions & { facts: FactStore; sources: FactSourceSchema[] },
) {
  const { actionsRegistry, permissions, models, reader, facts, sources } =
    options;
  actionsRegistry.register({
    name: 'explain-maturity-result',
    title: 'Explain Maturity Result',
    description: `
Says why one criterion of a maturity model has the state that it has for one workload: the reason in a sentence, the
evidence, the rule as written, every fact that the rule reads with its value and age, what people are asked and what
somebody answered, and the exemption where there is one.

Ids of criteria come from get-maturity-scorecard or propose-maturity-steps. A fact without a value is not known: its
\`absentBecause\` says what would have to be there. Missing or stale facts make a rule unknown, never met.
    `,
    attributes: READ_ONLY,
    visibilityPermission: maturityReadPermission,
    schema: {
      input: z =>
        z.object({
          workloadRef: workloadInput(z),
          criterionId: z
            .string()
            .min(1)
            .max(120)
            .describe("Such as 'se-1-2.secret-scanning'"),
        }),
      output: z =>
        z.object({
          workloadRef: z.string(),
          model: z.string(),
          pillar: z.string(),
          level: z.number().int(),
          strategy: z.object({
            id: z.string(),
            title: z.string(),
            explanation: z.string(),
          }),
          ...criterion(z),
          decidedBy: decidedBy(z),
          contradiction: z
            .boolean()
            .describe("Whether facts contradict a person's valid answer"),
          howTo: z.string(),
          since: z
            .string()
            .optional()
            .describe('ISO 8601, since when it is in this state'),
          observedAt: z
            .string()
            .optional()
            .describe('ISO 8601, age of the oldest thing it rests on'),
          evidence: z.array(
            z.object({ label: z.string(), values: z.array(z.string()) }),
          ),
          rule: z.string().optional().describe('A CEL expression over facts'),
          onlyProves: z
            .boolean()
            .describe(
              'Whether the rule can show that it is met, and never that it is not',
            ),
          appliesWhen: z
            .string()
            .optional()
            .describe('Where this is false, the criterion does not apply'),
          facts: z.array(
            z.object({
              name: z.string(),
              title: z.string(),
              value: z
                .union([
                  z.boolean(),
                  z.number(),
                  z.string(),
                  z.array(z.string()),
                ])
                .optional(),
              observedAt: z.string().optional().describe('ISO 8601'),
              stale: z
                .boolean()
                .describe('Too old to count, so that it is as if unknown'),
              absentBecause: z.string().optional(),
            }),
          ),
          attestation: z
            .object({
              question: z.string(),
              evidence: z.string().describe('What counts as evidence'),
              validForDays: z.number().int(),
            })
            .optional(),
          exemption: z
            .object({
              state: z.string(),
              reason: z.string(),
              requestedBy: z.string(),
              expiresAt: z.string(),
            })
            .optional(),
        }),
    },
    examples: [
      {
        title: 'Why a criterion is not met',
        input: {
          workloadRef: 'system:default/shop',
          criterionId: 're-1-1.platform-services',
        },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, maturityReadPermission, permissions);
      const workloadRef = workloadNamed(input.workloadRef);
      const { criterionId } = input;
      const index = models.indexes.find(known => known.criterion(criterionId));
      if (!index) {
        throw new NotFoundError(
          `No model in force has a criterion '${criterionId}'`,
        );
      }
      const place = index.criterion(criterionId)!;
      const [scorecard, known] = await Promise.all([
        reader.scorecard(workloadRef, index.model.id),
        facts.timed(workloadRef),
      ]);
      const view = scorecard.pillars
        .flatMap(pillar => pillar.levels)
        .flatMap(level => level.strategies)
        .flatMap(strategy => strategy.criteria)
        .find(({ id }) => id === criterionId)!;
      const { id, title, explanation } = place.strategy;
      return {
        output: {
          ...view,
          criterionId,
          workloadRef,
          model: index.model.id,
          pillar: place.pillar.id,
          level: place.level,
          strategy: { id, title, explanation },
          facts: factsReadBy(place.criterion).map(name =>
            factOf(name, known.get(name), sources),
          ),
        },
      };
    },
  });
}

function factOf(
  name: string,
  fact: TimedFact | undefined,
  sources: FactSourceSchema[],
): {
  name: string;
  title: string;
  value?: FactValue;
  observedAt?: string;
  stale: boolean;
  absentBecause?: string;
} {
  const dot = name.indexOf('.');
  const schema = sources.find(({ source }) => source === name.slice(0, dot))!;
  const { title, absentWhen } = schema.facts[name.slice(dot + 1)];
  return {
    name,
    title,
    value: fact?.value,
    observedAt: fact?.observedAt,
    stale:
      fact !== undefined &&
      endOfFreshness(fact.observedAt, schema) < Date.now(),
    absentBecause: fact ? undefined : absentWhen ?? 'not collected yet',
  };
}
