import { workloadReadPermission } from '@plumbline/plugin-workload-common';
import {
  READ_ONLY,
  authorizeAction,
  workloadInput,
  workloadNamed,
} from '@plumbline/plugin-workload-node';
import { notFound } from '../router/notFound';
import { ActionOptions } from './ActionOptions';
import { criticality, healthState, openIncident } from './actionSchemas';
import { ILL_MAX, explainHealth } from './explainHealth';

/** Registers the action that says how a workload is, why, and whom to call. */
export function registerGetWorkloadHealth({
  actionsRegistry,
  maps,
  models,
  permissions,
}: Pick<ActionOptions, 'actionsRegistry' | 'maps' | 'models' | 'permissions'>) {
  actionsRegistry.register({
    name: 'get-workload-health',
    title: 'Get Workload Health',
    description: `
Says how a workload is now and why: its state, the signals that keep it so with the path from the workload down to each of
them (the last part of a path is the root cause), which user flows are hurt, which parts are ill, the open incident, and
whom to call: owner, on-call, escalation path and the runbook that fits.

The state is rolled up by the workload's health model: a part may be ill without hurting the workload, which then is in
\`illParts\` and not in \`causes\`. \`unknown\` means that nothing tells; \`silentParts\` names what has no signal. For what
happened before use what-changed-since.
    `,
    attributes: READ_ONLY,
    visibilityPermission: workloadReadPermission,
    schema: {
      input: z => z.object({ workloadRef: workloadInput(z) }),
      output: z =>
        z.object({
          workloadRef: z.string(),
          title: z.string(),
          state: healthState(z),
          since: z.string().describe('ISO 8601, since when it is so'),
          causes: z
            .array(
              z.object({
                entityRef: z.string(),
                title: z.string().describe('The part that has the signal'),
                signalId: z.string(),
                state: healthState(z),
                reason: z.string(),
                observedAt: z.string(),
                path: z
                  .array(z.string())
                  .describe('Titles from the workload to the part'),
              }),
            )
            .describe('Worst first; empty when healthy'),
          silentParts: z.array(z.string()),
          userFlowsHurt: z.array(
            z.object({
              title: z.string(),
              criticality: criticality(z),
              state: healthState(z),
              since: z.string(),
              reason: z.string().optional(),
            }),
          ),
          illParts: z
            .array(
              z.object({
                entityRef: z.string(),
                title: z.string(),
                state: healthState(z),
                since: z.string(),
                reason: z.string().optional(),
              }),
            )
            .describe(`Unhealthy ones first; at most ${ILL_MAX}`),
          incident: openIncident(z),
          call: z
            .object({
              owner: z.string().optional().describe('Of the root cause'),
              workloadOwner: z.string().optional(),
              onCall: z.string().optional(),
              escalation: z.array(
                z.object({ contact: z.string(), afterMinutes: z.number() }),
              ),
              runbookUrl: z.string().optional(),
            })
            .describe('Whom to call, and what to do'),
        }),
    },
    examples: [
      { title: 'How a workload is', input: { workloadRef: 'ie-bank' } },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, workloadReadPermission, permissions);
      const workloadRef = workloadNamed(input.workloadRef);
      const [map, found] = await Promise.all([
        maps.now(workloadRef),
        models([workloadRef]),
      ]);
      if (!map) throw notFound(workloadRef);
      const { escalation } = found.get(workloadRef)!;
      return { output: { workloadRef, ...explainHealth(map, escalation) } };
    },
  });
}
