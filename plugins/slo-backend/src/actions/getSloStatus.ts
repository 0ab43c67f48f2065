import { sloReadPermission } from '@plumbline/plugin-slo-common';
import {
  READ_ONLY,
  authorizeAction,
  workloadInput,
} from '@plumbline/plugin-workload-node';
import { ActionOptions, slosNamed } from './ActionOptions';
import {
  remainingBudget,
  severity,
  shareOrNull,
  sloIdInput,
  sloName,
  sloState,
  stampOrNone,
} from './actionSchemas';

/** Registers the action that says where an SLO, or all of a workload, stand. */
export function registerGetSloStatus(
  options: Pick<ActionOptions, 'actionsRegistry' | 'permissions' | 'list'>,
) {
  const { actionsRegistry, permissions, list } = options;
  actionsRegistry.register({
    name: 'get-slo-status',
    title: 'Get SLO Status',
    description: `
Says where one SLO stands, or all SLOs of a workload, worst first: state and why, compliance against the target, what is
left of the error budget, burn rates, how long the budget lasts, where it will be, the alerts that fire or are about to,
what the budget policy asks for now, and whether it contradicts its SLA.

Give either \`sloId\` or \`workloadRef\`. An empty list means that the workload declares no SLO. Numbers are those of the
last evaluation; \`asOf\` says from when. Without data a number is null, never 0 or 100%.
    `,
    attributes: READ_ONLY,
    visibilityPermission: sloReadPermission,
    schema: {
      input: z =>
        z.object({
          sloId: sloIdInput(z).optional(),
          workloadRef: workloadInput(z).optional(),
        }),
      output: z =>
        z.object({
          slos: z.array(
            z.object({
              ...sloName(z),
              stampRef: stampOrNone(z),
              state: sloState(z),
              reason: z.string(),
              asOf: z.string().nullable().describe('ISO 8601'),
              target: z.number(),
              window: z.string(),
              compliance: shareOrNull(z, 'The SLI over the window'),
              remainingBudget: remainingBudget(z),
              burnRates: z.array(
                z.object({
                  overSeconds: z.number(),
                  rate: shareOrNull(z, 'How many times faster than allowed'),
                }),
              ),
              secondsToExhaustion: z.number().nullable(),
              forecast: z
                .object({
                  at: z.string(),
                  remainingBudget: z.number(),
                  burnRate: z.number(),
                })
                .optional(),
              coverage: z.number(),
              alerts: z
                .array(
                  z.object({
                    name: z.string(),
                    severity: severity(z),
                    state: z.enum(['pending', 'firing']),
                    since: z.string(),
                  }),
                )
                .describe('Only those that fire or are about to'),
              policy: z
                .object({
                  title: z.string(),
                  action: z.string().optional(),
                  freeze: z.array(z.string()),
                })
                .optional()
                .describe('What the team has agreed to do at this much budget'),
              sla: z
                .object({
                  target: z.number(),
                  name: z.string().optional(),
                  finding: z.string().optional(),
                })
                .optional(),
              runbookUrl: z.string().optional(),
              sourceError: z
                .string()
                .optional()
                .describe('Why its source cannot be read now'),
            }),
          ),
        }),
    },
    examples: [
      { title: 'All SLOs of a workload', input: { workloadRef: 'shop' } },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, sloReadPermission, permissions);
      const statuses = await slosNamed(list, input);
      return {
        output: {
          slos: statuses.map(status => ({
            sloId: status.id,
            name: status.displayName,
            workloadRef: status.workloadRef,
            entityRef: status.entityRef,
            stampRef: status.stampRef,
            state: status.state,
            reason: status.reason,
            asOf: status.asOf,
            target: status.target,
            window: status.window.duration,
            compliance: status.compliance,
            remainingBudget: status.remainingBudget,
            burnRates: status.burnRates.map(({ seconds, rate }) => ({
              overSeconds: seconds,
              rate,
            })),
            secondsToExhaustion: status.secondsToExhaustion,
            forecast: status.forecast,
            coverage: status.coverage,
            alerts: (status.alertReadings ?? []).flatMap(reading =>
              reading.state === 'inactive'
                ? []
                : [
                    {
                      name: reading.name,
                      severity: reading.severity,
                      state: reading.state,
                      since: reading.since,
                    },
                  ],
            ),
            policy: status.policy && {
              title: status.policy.title,
              action: status.policy.step?.action,
              freeze: status.policy.step?.freeze ?? [],
            },
            sla: status.sla && {
              ...status.sla,
              finding: status.slaFinding?.explanation,
            },
            runbookUrl: status.runbookUrl,
            sourceError: status.error,
          })),
        },
      };
    },
  });
}
