import { stampReadPermission } from '@plumbline/plugin-stamp-common';
import { STAMP_LIFECYCLES } from '@plumbline/plugin-workload-common';
import {
  READ_ONLY,
  authorizeAction,
  workloadInput,
  workloadNamed,
} from '@plumbline/plugin-workload-node';
import { ActionOptions } from './ActionOptions';
import { pullRequestOutput } from './actionSchemas';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** Registers the action that lists stamps. */
export function registerListStamps({
  actionsRegistry,
  permissions,
  reader,
}: Pick<ActionOptions, 'actionsRegistry' | 'permissions' | 'reader'>) {
  actionsRegistry.register({
    name: 'list-stamps',
    title: 'List Stamps',
    description: `
Lists regional deployment stamps of all workloads, or of one: where they are, how far they are (planned, active, draining,
retired), what part of the traffic they take, what their pipelines told last, whether their files in the estate are still
what their lock says (drift), and open pull requests about them.

Filters narrow the list down, each to any of its values. Use \`limit\` and \`offset\` to page; \`total\` counts all that the
filters let through. To see what a change would do use plan-stamp.
    `,
    attributes: READ_ONLY,
    visibilityPermission: stampReadPermission,
    schema: {
      input: z =>
        z.object({
          workloadRef: workloadInput(z).optional(),
          text: z
            .string()
            .max(200)
            .optional()
            .describe('Words in name, title, workload, region or environment'),
          regions: z.array(z.string().max(60)).min(1).max(50).optional(),
          environments: z.array(z.string().max(60)).min(1).max(50).optional(),
          lifecycles: z.array(z.enum(STAMP_LIFECYCLES)).min(1).optional(),
          drift: z
            .array(z.enum(['in-step', 'changed', 'unknown', 'none']))
            .min(1)
            .optional()
            .describe(
              'changed: files were changed by hand; none: no lock file describes it',
            ),
          outcomes: z
            .array(z.enum(['succeeded', 'failed', 'none']))
            .min(1)
            .optional()
            .describe('Of what its pipeline told last'),
          limit: z
            .number()
            .int()
            .min(1)
            .max(MAX_LIMIT)
            .optional()
            .describe(`${DEFAULT_LIMIT} when left out`),
          offset: z.number().int().min(0).max(1_000_000).optional(),
        }),
      output: z =>
        z.object({
          total: z.number().int(),
          items: z.array(
            z.object({
              stampRef: z.string(),
              name: z.string(),
              workloadRef: z.string(),
              ownerRef: z.string().optional(),
              environment: z.string(),
              region: z.string(),
              lifecycle: z.enum(STAMP_LIFECYCLES),
              trafficWeight: z.number().describe('In percent'),
              maxUsers: z.number().optional(),
              image: z.string().optional().describe('That its files ask for'),
              told: z
                .object({
                  at: z.string().describe('ISO 8601'),
                  image: z.string().optional(),
                  outcome: z.enum(['succeeded', 'failed']).optional(),
                  runUrl: z.string().optional(),
                })
                .optional()
                .describe('By its pipeline; absent before anything was told'),
              drift: z.enum(['in-step', 'changed', 'unknown']).optional(),
              driftFiles: z
                .array(z.string())
                .optional()
                .describe('At most ten of them, with what is wrong'),
              templateVersion: z.string().optional(),
              pullRequests: z.array(pullRequestOutput(z)),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'Stamps whose files somebody changed by hand',
        input: { drift: ['changed'] },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, stampReadPermission, permissions);
      const { total, items } = await reader.page(
        {
          text: input.text,
          workload: input.workloadRef
            ? [workloadNamed(input.workloadRef)]
            : undefined,
          region: input.regions,
          environment: input.environments,
          lifecycle: input.lifecycles,
          drift: input.drift,
          outcome: input.outcomes,
        },
        { sort: 'name', direction: 'asc' },
        { limit: input.limit ?? DEFAULT_LIMIT, offset: input.offset ?? 0 },
      );
      return {
        output: {
          total,
          items: items.map(({ status, drift, ...item }) => ({
            stampRef: item.stampRef,
            name: item.name,
            workloadRef: item.workloadRef,
            ownerRef: item.ownerRef,
            environment: item.environment,
            region: item.region,
            lifecycle: item.lifecycle,
            trafficWeight: item.trafficWeight,
            maxUsers: item.maxUsers,
            image: item.image,
            told: status && {
              at: status.observedAt,
              image: status.image,
              outcome: status.outcome,
              runUrl: status.runUrl,
            },
            drift: drift?.state,
            driftFiles: drift?.files
              .slice(0, 10)
              .map(({ path, problem }) => `${path}: ${problem}`),
            templateVersion: drift?.templateVersion,
            pullRequests: item.pullRequests,
          })),
        },
      };
    },
  });
}
