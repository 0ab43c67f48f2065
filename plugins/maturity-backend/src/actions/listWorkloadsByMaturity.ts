import { InputError } from '@backstage/errors';
import {
  CRITERION_STATES,
  PORTFOLIO_ORDERS,
  PortfolioOrder,
  maturityReadPermission,
} from '@plumbline/plugin-maturity-common';
import { READ_ONLY, authorizeAction } from '@plumbline/plugin-workload-node';
import { ModelIndex } from '../models/ModelIndex';
import { PortfolioStore } from '../store/PortfolioStore';
import { ActionOptions, modelNamed, pillarNamed } from './ActionOptions';
import { levels, modelInput } from './actionSchemas';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const MAX_VALUES = 50;

/** Registers the action that lists workloads by their level. */
export function registerListWorkloadsByMaturity(
  options: Omit<ActionOptions, 'reader'> & { portfolio: PortfolioStore },
) {
  const { actionsRegistry, permissions, models, portfolio } = options;
  actionsRegistry.register({
    name: 'list-workloads-by-maturity',
    title: 'List Workloads By Maturity',
    description: `
Lists workloads with their maturity level on a model, lowest first unless asked otherwise.

Filters narrow the list down, each to any of its values: owners, domains, lifecycles, proven levels, workloads with a
criterion in one of some states, workloads that miss a strategy, words in the name. With a \`pillar\`, levels and
states are those on that pillar. Use \`limit\` and \`offset\` to page; \`total\` counts all that the filters let through.
    `,
    attributes: READ_ONLY,
    visibilityPermission: maturityReadPermission,
    schema: {
      input: z => {
        const many = (what: string) =>
          z
            .array(z.string().max(300))
            .min(1)
            .max(MAX_VALUES)
            .optional()
            .describe(what);
        return z.object({
          model: modelInput(z),
          pillar: z
            .string()
            .max(60)
            .optional()
            .describe('Id of a pillar; the overall level counts without one'),
          owners: many("Full refs, such as 'group:default/payments'"),
          domains: many("Full refs, such as 'domain:default/shopping'"),
          lifecycles: many("Such as 'production'"),
          levels: z
            .array(z.number().int().min(0).max(10))
            .min(1)
            .optional()
            .describe('Proven levels'),
          states: z
            .array(z.enum([...CRITERION_STATES, 'contradiction']))
            .min(1)
            .optional()
            .describe(
              "With at least one criterion in one of these states; contradiction: facts contradict a person's answer",
            ),
          strategyId: z
            .string()
            .max(60)
            .optional()
            .describe('That miss this strategy'),
          text: z
            .string()
            .max(200)
            .optional()
            .describe('With these words in title, name or ref'),
          sort: z
            .string()
            .max(80)
            .optional()
            .describe(
              `One of ${PORTFOLIO_ORDERS.join(
                ', ',
              )}, or pillar:<id> for the level on a pillar; level when left out`,
            ),
          direction: z.enum(['asc', 'desc']).optional(),
          limit: z
            .number()
            .int()
            .min(1)
            .max(MAX_LIMIT)
            .optional()
            .describe(`${DEFAULT_LIMIT} when left out`),
          offset: z.number().int().min(0).max(1_000_000).optional(),
        });
      },
      output: z =>
        z.object({
          model: z.string(),
          total: z
            .number()
            .int()
            .describe('Of all that the filters let through'),
          items: z.array(
            z.object({
              workloadRef: z.string(),
              title: z.string(),
              ownerRef: z.string().optional(),
              domainRef: z.string().optional(),
              lifecycle: z.string().optional(),
              ...levels(z),
              blockers: z
                .number()
                .int()
                .describe('Criteria between it and its next overall level'),
              notMet: z.number().int(),
              unknown: z.number().int(),
              exempt: z.number().int(),
              contradictions: z.number().int(),
              pillars: z.array(z.object({ id: z.string(), ...levels(z) })),
              changedAt: z
                .string()
                .describe('ISO 8601, when a level of it last changed'),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'Production workloads below level 2 in security',
        input: {
          pillar: 'security',
          levels: [0, 1],
          lifecycles: ['production'],
        },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, maturityReadPermission, permissions);
      const index = modelNamed(models, input.model);
      const { total, items } = await portfolio.page(
        {
          modelId: index.model.id,
          pillarId: pillarNamed(index, input.pillar)?.id,
          owners: input.owners,
          domains: input.domains,
          lifecycles: input.lifecycles,
          levels: input.levels,
          states: input.states,
          strategyId: input.strategyId,
          text: input.text,
        },
        {
          sort: orderNamed(index, input.sort ?? 'level'),
          direction: input.direction ?? 'asc',
        },
        { limit: input.limit ?? DEFAULT_LIMIT, offset: input.offset ?? 0 },
      );
      return { output: { model: index.model.id, total, items } };
    },
  });
}

function orderNamed(index: ModelIndex, sort: string): PortfolioOrder {
  if (sort.startsWith('pillar:')) {
    const pillar = pillarNamed(index, sort.slice('pillar:'.length))!;
    return `pillar:${pillar.id}`;
  }
  const order = PORTFOLIO_ORDERS.find(known => known === sort);
  if (order) return order;
  throw new InputError(
    `sort: expected one of ${PORTFOLIO_ORDERS.join(', ')}, pillar:<id>`,
  );
}
