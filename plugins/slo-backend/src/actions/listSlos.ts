import {
  ALERT_SEVERITIES,
  BUDGETING_METHODS,
  MUCH_SPENT,
  NO_OWNER,
  SLO_SORTS,
  SLO_STATES,
  burnRateOver,
  sloReadPermission,
} from '@plumbline/plugin-slo-common';
import { READ_ONLY, authorizeAction } from '@plumbline/plugin-workload-node';
import { HOUR } from '../store/time';
import { ActionOptions } from './ActionOptions';
import {
  remainingBudget,
  severity,
  shareOrNull,
  sloName,
  sloState,
} from './actionSchemas';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** Registers the action that lists SLOs of all workloads. */
export function registerListSlos(
  options: Pick<ActionOptions, 'actionsRegistry' | 'permissions' | 'list'>,
) {
  const { actionsRegistry, permissions, list } = options;
  actionsRegistry.register({
    name: 'list-slos',
    title: 'List SLOs',
    description: `
Lists service level objectives (SLOs) of all workloads with where they stand, the most urgent first unless asked otherwise.

Filters narrow the list down, each to any of its values: workloads, owners, domains, lifecycles, states, severities of alerts that
fire, contradictions between SLO and SLA, words in the name. Use \`limit\` and \`offset\` to page; \`total\` counts all that
the filters let through. For one SLO in full use get-slo-status, for where its numbers come from explain-slo.
    `,
    attributes: READ_ONLY,
    visibilityPermission: sloReadPermission,
    schema: {
      input: z => {
        const many = (what: string) =>
          z.array(z.string().max(300)).min(1).max(50).optional().describe(what);
        return z.object({
          text: z
            .string()
            .max(200)
            .optional()
            .describe(
              'Words in name, id or service of the SLO, or in title or ref of its workload',
            ),
          workloads: many("Full refs, such as 'system:default/shop'"),
          owners: many(
            `Full refs, such as 'group:default/payments'; '${NO_OWNER}' for those whose workload has no owner`,
          ),
          domains: many("Full refs, such as 'domain:default/shopping'"),
          lifecycles: many("Such as 'production'"),
          states: z.array(z.enum(SLO_STATES)).min(1).optional(),
          alerts: z
            .array(z.enum(ALERT_SEVERITIES))
            .min(1)
            .optional()
            .describe('Worst severity that fires'),
          agreements: z
            .array(z.enum(['error', 'warning']))
            .min(1)
            .optional()
            .describe(
              'error: looser than its SLA; warning: equal to its SLA, or the SLA is above what the dependencies allow',
            ),
          methods: z.array(z.enum(BUDGETING_METHODS)).min(1).optional(),
          changedSince: z
            .string()
            .regex(/^\d{4}-\d{2}-\d{2}$/)
            .optional()
            .describe(
              `A UTC day such as '2026-11-15': only those of which an alert began or ended to fire since, or that spent ${MUCH_SPENT} of their budget or more`,
            ),
          sort: z
            .enum(SLO_SORTS)
            .optional()
            .describe('urgency when left out; what lacks the number is last'),
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
          total: z.number().int(),
          items: z.array(
            z.object({
              ...sloName(z),
              workloadTitle: z.string(),
              ownerRef: z.string().optional(),
              state: sloState(z),
              reason: z.string().describe('Why it is in this state'),
              target: z.number(),
              window: z.string(),
              compliance: shareOrNull(z, 'The SLI over the window'),
              remainingBudget: remainingBudget(z),
              burnRate: z
                .number()
                .nullable()
                .describe(
                  'Over the last hour; 1 spends exactly the budget by the end of its window',
                ),
              secondsToExhaustion: z
                .number()
                .nullable()
                .describe('null: the budget lasts'),
              coverage: z
                .number()
                .describe('Share of the window that was measured'),
              alert: severity(z).optional(),
              agreement: z.enum(['error', 'warning']).optional(),
              asOf: z.string().nullable().describe('ISO 8601'),
              changes: z
                .object({
                  spent: z
                    .number()
                    .nullable()
                    .describe('Share of the budget spent since that day'),
                  alerts: z
                    .number()
                    .int()
                    .describe('How often an alert began or ended to fire'),
                })
                .optional()
                .describe('Only with changedSince'),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'What burns right now',
        input: { states: ['exhausted', 'fast-burn', 'slow-burn'] },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, sloReadPermission, permissions);
      const { sort, direction, limit, offset, ...filter } = input;
      const { total, items } = await list.page(
        filter,
        { sort: sort ?? 'urgency', direction: direction ?? 'asc' },
        { limit: limit ?? DEFAULT_LIMIT, offset: offset ?? 0 },
      );
      return {
        output: {
          total,
          items: items.map(item => ({
            sloId: item.id,
            name: item.displayName,
            workloadRef: item.workloadRef,
            entityRef: item.entityRef,
            workloadTitle: item.workloadTitle,
            ownerRef: item.ownerRef,
            state: item.state,
            reason: item.reason,
            target: item.target,
            window: item.windowDuration,
            compliance: item.compliance,
            remainingBudget: item.remainingBudget,
            burnRate: burnRateOver(item, HOUR),
            secondsToExhaustion: item.secondsToExhaustion,
            coverage: item.coverage,
            alert: item.alert,
            agreement: item.agreement,
            asOf: item.asOf,
            changes: item.changes,
          })),
        },
      };
    },
  });
}
