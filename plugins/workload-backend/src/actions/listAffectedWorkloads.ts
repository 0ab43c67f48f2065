import {
  Criticality,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  READ_ONLY,
  authorizeAction,
  refOf,
} from '@plumbline/plugin-workload-node';
import { ActionOptions } from './ActionOptions';
import { criticality, healthState, paging } from './actionSchemas';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const MAX_PARTS = 20;

/** Registers the action that says whom an entity's illness reaches. */
export function registerListAffectedWorkloads({
  actionsRegistry,
  affected,
  permissions,
}: Pick<ActionOptions, 'actionsRegistry' | 'affected' | 'permissions'>) {
  actionsRegistry.register({
    name: 'list-affected-workloads',
    title: 'List Affected Workloads',
    description: `
Lists the workloads that an entity is a part of, with what depends on it there straight or through other parts: what its
illness reaches, or would if it became ill. Use it before changing or switching off something, and to tell whom an outage
of a shared resource hurts. User flows are what users do with the workload.

The worst come first, of these those to which the entity matters most. \`health\` is the state of the workload now, whatever
its cause. \`partCount\` counts all dependent parts, of which the nearest ${MAX_PARTS} are named.
    `,
    attributes: READ_ONLY,
    visibilityPermission: workloadReadPermission,
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .min(3)
            .max(300)
            .describe("Full ref, such as 'resource:default/shop-sql'"),
          ...paging(z, MAX_LIMIT, DEFAULT_LIMIT),
        }),
      output: z =>
        z.object({
          total: z.number().int(),
          workloads: z.array(
            z.object({
              workloadRef: z.string(),
              title: z.string(),
              ownerRef: z.string().optional(),
              health: healthState(z),
              userFlows: z.array(
                z.object({ title: z.string(), criticality: criticality(z) }),
              ),
              partCount: z.number().int(),
              parts: z.array(
                z.object({ entityRef: z.string(), title: z.string() }),
              ),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'Whom a database hurts',
        input: { entityRef: 'resource:default/shop-sql' },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, workloadReadPermission, permissions);
      const { total, items } = await affected.page(
        refOf(input.entityRef, 'entityRef'),
        { limit: input.limit ?? DEFAULT_LIMIT, offset: input.offset ?? 0 },
      );
      return {
        output: {
          total,
          workloads: items.map(({ parts, userFlows, ...workload }) => ({
            ...workload,
            userFlows: userFlows.map(flow => ({
              title: flow.title,
              criticality: flow.criticality as Criticality,
            })),
            partCount: parts.length,
            parts: parts
              .slice(0, MAX_PARTS)
              .map(({ entityRef, title }) => ({ entityRef, title })),
          })),
        },
      };
    },
  });
}
