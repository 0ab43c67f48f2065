import { workloadReadPermission } from '@plumbline/plugin-workload-common';
import {
  READ_ONLY,
  authorizeAction,
  refOf,
} from '@plumbline/plugin-workload-node';
import { ActionOptions } from './ActionOptions';
import { healthState, openIncident, paging } from './actionSchemas';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 50;
const MOST_ITEMS = 3;

/** Registers the action that says where someone must act. */
export function registerListWorkloadsNeedingSomeone({
  actionsRegistry,
  needs,
  permissions,
  portfolio,
}: Pick<
  ActionOptions,
  'actionsRegistry' | 'needs' | 'permissions' | 'portfolio'
>) {
  actionsRegistry.register({
    name: 'list-workloads-needing-someone',
    title: 'List Workloads Needing Someone',
    description: `
Lists the workloads where someone must act now because users are hurt or will be within a week, the most urgent first: open
incidents, ill health, error budgets that run out, credentials that expire. Each comes with why it is ill and the
${MOST_ITEMS} most urgent things to do, each with its next step.

\`total\` counts all that the filters let through. For causes and whom to call about one of them use get-workload-health.
    `,
    attributes: READ_ONLY,
    visibilityPermission: workloadReadPermission,
    schema: {
      input: z => {
        const many = (what: string) =>
          z.array(z.string().max(300)).min(1).max(50).optional().describe(what);
        return z.object({
          owners: many("Refs of owners, such as 'group:default/payments'"),
          domains: many("Refs of domains, such as 'domain:default/retail'"),
          ...paging(z, MAX_LIMIT, DEFAULT_LIMIT),
        });
      },
      output: z =>
        z.object({
          total: z.number().int(),
          workloads: z.array(
            z.object({
              workloadRef: z.string(),
              title: z.string(),
              ownerRef: z.string().optional(),
              health: healthState(z),
              healthReason: z.string(),
              urgency: z
                .number()
                .describe('90: users are hurt now; 70: within a week'),
              incident: openIncident(z),
              items: z.array(
                z.object({
                  title: z.string(),
                  nextStep: z.string(),
                  urgency: z.number(),
                  dueAt: z.string().optional(),
                  ownerRef: z.string().optional(),
                  runbookUrl: z.string().optional(),
                }),
              ),
            }),
          ),
        }),
    },
    examples: [
      { title: 'Everything that is urgent', input: {} },
      {
        title: 'What is urgent for a team',
        input: { owners: ['group:default/payments'] },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, workloadReadPermission, permissions);
      const refs = (given: string[] | undefined, place: string) =>
        given?.map((ref, index) => refOf(ref, `${place}[${index}]`));
      const { items, total } = await portfolio.list({
        attention: true,
        owner: refs(input.owners, 'owners'),
        domain: refs(input.domains, 'domains'),
        orderBy: 'urgency',
        order: 'desc',
        limit: input.limit ?? DEFAULT_LIMIT,
        offset: input.offset ?? 0,
      });
      const urgent = await needs.ofWorkloads(
        items.map(({ ref }) => ref),
        MOST_ITEMS,
      );
      return {
        output: {
          total,
          workloads: items.map(row => ({
            workloadRef: row.ref,
            title: row.title,
            ownerRef: row.ownerRef,
            health: row.health,
            healthReason: row.healthReason,
            urgency: row.urgency,
            incident: row.incident,
            items: (urgent.get(row.ref) ?? []).map(item => ({
              title: item.title,
              nextStep: item.nextStep,
              urgency: item.urgency,
              dueAt: item.dueAt,
              ownerRef: item.ownerRef,
              runbookUrl: item.runbookUrl,
            })),
          })),
        },
      };
    },
  });
}
