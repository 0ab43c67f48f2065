import { InputError } from '@backstage/errors';
import { workloadReadPermission } from '@plumbline/plugin-workload-common';
import {
  READ_ONLY,
  authorizeAction,
  timeOf,
  workloadInput,
  workloadNamed,
} from '@plumbline/plugin-workload-node';
import { notFound } from '../router/notFound';
import { CHANGES_MAX } from '../store/ChangeStore';
import { ActionOptions } from './ActionOptions';

const HOUR_MS = 3_600_000;
const HOURS_MAX = 9_600;

/** Registers the action that says what became of a workload. */
export function registerWhatChangedSince({
  actionsRegistry,
  changes,
  permissions,
  workloads,
  now,
}: Pick<
  ActionOptions,
  'actionsRegistry' | 'changes' | 'permissions' | 'workloads' | 'now'
>) {
  actionsRegistry.register({
    name: 'what-changed-since',
    title: 'What Changed Since',
    description: `
Lists what became of a workload since a moment, newest first: parts that changed their state and why, parts that were
added or removed, incidents that were opened or closed, and edits of its health model. Use it to find what came before an
outage, or what happened while nobody looked.

Give either \`since\` (ISO 8601) or \`hours\`. \`more: true\` means that there was more than fits in one answer: ask for a
shorter time.
    `,
    attributes: READ_ONLY,
    visibilityPermission: workloadReadPermission,
    schema: {
      input: z =>
        z.object({
          workloadRef: workloadInput(z),
          since: z.string().max(40).optional().describe('ISO 8601'),
          hours: z.number().positive().max(HOURS_MAX).optional(),
        }),
      output: z =>
        z.object({
          workloadRef: z.string(),
          since: z.string(),
          changes: z
            .array(
              z.object({
                at: z.string().describe('ISO 8601'),
                kind: z.enum([
                  'health',
                  'part-added',
                  'part-removed',
                  'incident',
                  'model',
                ]),
                title: z.string(),
                entityRef: z.string().optional(),
                number: z.number().int().optional().describe('Of an incident'),
              }),
            )
            .describe(`At most ${CHANGES_MAX}`),
          more: z.boolean(),
        }),
    },
    examples: [
      {
        title: 'The last day of a workload',
        input: { workloadRef: 'ie-bank', hours: 24 },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, workloadReadPermission, permissions);
      const workloadRef = workloadNamed(input.workloadRef);
      const { since, hours } = input;
      if ((since === undefined) === (hours === undefined)) {
        throw new InputError("since: expected either 'since' or 'hours'");
      }
      const known = await workloads.read([workloadRef]);
      if (!known.has(workloadRef)) throw notFound(workloadRef);
      const from =
        since !== undefined
          ? timeOf(since, 'since')
          : new Date(now().getTime() - hours! * HOUR_MS).toISOString();
      const { items, more } = await changes.since(
        workloadRef,
        from,
        now().toISOString(),
      );
      return { output: { workloadRef, since: from, changes: items, more } };
    },
  });
}
