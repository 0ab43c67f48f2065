import {
  HEALTH_STATES,
  REPORT_CONTEXT_MAX,
  REPORT_MINUTES,
  REPORT_MINUTES_RANGE,
  workloadSignalReportPermission,
} from '@plumbline/plugin-workload-common';
import {
  audited,
  authorizeAction,
  subjectOf,
  workloadInput,
  workloadNamed,
} from '@plumbline/plugin-workload-node';
import { ActionOptions } from './ActionOptions';

/** Registers the action that tells of a health signal. */
export function registerPushHealthSignal({
  actionsRegistry,
  auditor,
  desk,
  permissions,
}: Pick<
  ActionOptions,
  'actionsRegistry' | 'auditor' | 'desk' | 'permissions'
>) {
  actionsRegistry.register({
    name: 'push-health-signal',
    title: 'Push Health Signal',
    description: `
Tells of a health signal about one part of a workload: a state, or a value that the thresholds of the workload's health
model judge. It counts at once, can raise alerts, open an incident and call people, and is gone after its minutes unless it
is told again. A signal of the same id about the same part replaces the one before: push \`healthy\` to say that it is over.

Only for workloads of the caller's own groups, or for who may manage all. Push only what was observed or what the person
has asked to push, and say in \`context\` where it comes from.
    `,
    attributes: { readOnly: false, destructive: false, idempotent: true },
    visibilityPermission: workloadSignalReportPermission,
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .min(3)
            .max(300)
            .describe(
              'Full ref of the part, of the workload itself, or flow:<id> of a user flow',
            ),
          workloadRef: workloadInput(z)
            .optional()
            .describe(
              'Needed for user flows, and for parts of several workloads',
            ),
          id: z.string().min(1).max(200).describe("Such as 'synthetic/login'"),
          name: z.string().min(1).max(200).describe('What was looked at'),
          state: z
            .enum(HEALTH_STATES)
            .optional()
            .describe('Counts before the value; one of the two is needed'),
          value: z.number().optional(),
          context: z.string().max(REPORT_CONTEXT_MAX).optional(),
          minutes: z
            .number()
            .min(REPORT_MINUTES_RANGE.min)
            .max(REPORT_MINUTES_RANGE.max)
            .optional()
            .describe(`How long it holds; ${REPORT_MINUTES} when left out`),
        }),
      output: z =>
        z.object({
          stored: z
            .boolean()
            .describe('False when a newer one is known already'),
        }),
    },
    examples: [
      {
        title: 'A database is out of connections',
        input: {
          entityRef: 'resource:default/shop-sql',
          id: 'postgresql/connections',
          name: 'Connections in use',
          state: 'unhealthy',
          context: 'Seen in the portal of the database at 10:14',
          minutes: 30,
        },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(
        credentials,
        workloadSignalReportPermission,
        permissions,
      );
      const { workloadRef, ...report } = input;
      const { accepted } = await audited(
        auditor,
        {
          eventId: 'push-signals',
          severityLevel: 'low',
          meta: {
            by: subjectOf(credentials),
            signals: 1,
            entity: input.entityRef,
            through: 'action',
          },
        },
        () =>
          desk.push(
            [
              {
                ...report,
                workloadRef: workloadRef && workloadNamed(workloadRef),
              },
            ],
            credentials,
          ),
        ({ workloadRefs }) => ({ workloadRefs }),
      );
      return { output: { stored: accepted > 0 } };
    },
  });
}
