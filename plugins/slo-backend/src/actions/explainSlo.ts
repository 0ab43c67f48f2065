import { sloReadPermission } from '@plumbline/plugin-slo-common';
import { READ_ONLY, authorizeAction } from '@plumbline/plugin-workload-node';
import { ActionOptions, sloNamed } from './ActionOptions';
import {
  remainingBudget,
  severity,
  shareOrNull,
  sloIdInput,
  sloName,
  sloState,
  stampOrNone,
} from './actionSchemas';

/** Registers the action that says where an SLO's numbers come from. */
export function registerExplainSlo(
  options: Pick<ActionOptions, 'actionsRegistry' | 'permissions' | 'list'>,
) {
  const { actionsRegistry, permissions, list } = options;
  actionsRegistry.register({
    name: 'explain-slo',
    title: 'Explain SLO',
    description: `
Says where the numbers of one SLO come from: what was asked of which source, the window that was looked at, good, bad
and missing events and slices, each formula with the numbers filled in, every alert rule with what it reads and why it
does or cannot fire, what is wrong between SLO and SLA, and the document and line that declare it.

A slice is a stretch of a minute or some minutes. \`empty\` slices were measured and had no events, \`noData\` ones were not
measured: neither is good nor bad unless the SLO says so.
    `,
    attributes: READ_ONLY,
    visibilityPermission: sloReadPermission,
    schema: {
      input: z => z.object({ sloId: sloIdInput(z) }),
      output: z =>
        z.object({
          ...sloName(z),
          stampRef: stampOrNone(z),
          description: z.string().optional(),
          state: sloState(z),
          reason: z.string(),
          method: z.string().describe('How the budget is counted'),
          target: z.number(),
          compliance: shareOrNull(z, 'The SLI over the window'),
          remainingBudget: remainingBudget(z),
          asOf: z.string().nullable(),
          window: z.object({
            duration: z.string(),
            kind: z.enum(['rolling', 'calendar']),
            start: z.string(),
            end: z.string(),
          }),
          source: z.object({
            type: z.string(),
            name: z.string().optional(),
            queries: z.array(z.object({ role: z.string(), text: z.string() })),
            error: z.string().optional(),
            errorSince: z.string().optional(),
          }),
          events: z.object({
            good: z.number(),
            bad: z.number(),
            total: z.number(),
          }),
          slices: z.object({
            seconds: z.number(),
            good: z.number(),
            bad: z.number(),
            empty: z.number(),
            noData: z.number(),
            expected: z.number(),
          }),
          coverage: z.number(),
          excludedSeconds: z
            .number()
            .describe('Of the window, taken out by planned maintenance'),
          formulas: z.array(z.string()),
          estimated: z
            .boolean()
            .describe('Whether a part of the formula is an estimate'),
          alerts: z.array(
            z.object({
              name: z.string(),
              severity: severity(z),
              state: z.enum(['inactive', 'pending', 'firing']),
              since: z.string(),
              value: shareOrNull(z, 'What it reads, in the unit of its rule'),
              events: z.number(),
              failures: z.number(),
              suppressedBy: z.string().optional(),
              cannotFire: z.string().optional(),
            }),
          ),
          members: z
            .array(
              z.object({
                sloId: z.string(),
                name: z.string(),
                weight: z.number(),
                compliance: shareOrNull(z, 'Its own'),
              }),
            )
            .optional(),
          slaFinding: z.string().optional(),
          declaredIn: z.object({ file: z.string(), line: z.number() }),
        }),
    },
    examples: [
      {
        title: 'Where a number comes from',
        input: { sloId: 'ie-bank-uptime' },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, sloReadPermission, permissions);
      const status = await sloNamed(list, input.sloId);
      const { explanation, window, declaredIn } = status;
      return {
        output: {
          sloId: status.id,
          name: status.displayName,
          workloadRef: status.workloadRef,
          entityRef: status.entityRef,
          stampRef: status.stampRef,
          description: status.description,
          state: status.state,
          reason: status.reason,
          method: status.method,
          target: status.target,
          compliance: status.compliance,
          remainingBudget: status.remainingBudget,
          asOf: status.asOf,
          window: {
            duration: window.duration,
            kind: window.kind,
            start: window.start,
            end: window.end,
          },
          source: {
            type: explanation.sourceType,
            name: explanation.dataSource,
            queries: explanation.queries,
            error: status.error,
            errorSince: status.errorAt,
          },
          events: status.events,
          slices: status.slices,
          coverage: status.coverage,
          excludedSeconds: status.excludedSeconds ?? 0,
          formulas: explanation.formulas,
          estimated: explanation.estimated,
          alerts: (status.alertReadings ?? []).map(reading => ({
            name: reading.name,
            severity: reading.severity,
            state: reading.state,
            since: reading.since,
            value: reading.value,
            events: reading.events,
            failures: reading.failures,
            suppressedBy: reading.suppressedBy,
            cannotFire: reading.cannotFire,
          })),
          members: status.members?.map(({ id, displayName, ...member }) => ({
            sloId: id,
            name: displayName,
            ...member,
          })),
          slaFinding: status.slaFinding?.explanation,
          declaredIn: { file: declaredIn.file, line: declaredIn.line },
        },
      };
    },
  });
}
