import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { PermissionsService } from '@backstage/backend-plugin-api';
import {
  ALERT_SEVERITIES,
  INCIDENT_STATES,
  REVIEW_STATES,
  incidentPath,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  READ_ONLY,
  authorizeAction,
  workloadNamed,
} from '@plumbline/plugin-workload-node';
import { IncidentReader } from '../incidents/IncidentReader';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** Registers the action that lists incidents. */
export function registerListIncidents(options: {
  actionsRegistry: ActionsRegistryService;
  incidents: IncidentReader;
  permissions: PermissionsService;
  now: () => Date;
}) {
  const { actionsRegistry, incidents, permissions, now } = options;
  actionsRegistry.register({
    name: 'list-incidents',
    title: 'List Incidents',
    description: `
Lists incidents of workloads: outages and impairments that the health model found. Those that go on come first, the gravest
first; then the newest. \`Sev1\` is an outage of what is critical or of everything, \`Sev2\` a part that is out or a key
feature impaired. \`open\` means that nobody has said to be on it; \`acknowledge-incident\` says so.

\`review\` tells how far the review after it is: due within 24 hours of its end, then overdue. For the path from a workload
to its root cause now use get-workload-health. Use \`limit\` and \`offset\` to page; \`total\` counts all that match.
    `,
    attributes: READ_ONLY,
    visibilityPermission: workloadReadPermission,
    schema: {
      input: z =>
        z.object({
          workload: z
            .string()
            .max(300)
            .optional()
            .describe("Ref or name of a workload, such as 'shop'"),
          owners: z
            .array(z.string().max(300))
            .min(1)
            .max(50)
            .optional()
            .describe("Refs of owners, such as 'group:default/payments'"),
          states: z.array(z.enum(INCIDENT_STATES)).min(1).optional(),
          severities: z.array(z.enum(ALERT_SEVERITIES)).min(1).optional(),
          reviews: z.array(z.enum(REVIEW_STATES)).min(1).optional(),
          search: z
            .string()
            .max(200)
            .optional()
            .describe('Words in title, workload, owner, parts or user flows'),
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
              number: z.number().int(),
              workloadRef: z.string(),
              workloadTitle: z.string(),
              ownerRef: z.string().optional(),
              title: z.string().describe('What is ill and why'),
              severity: z.enum(ALERT_SEVERITIES),
              state: z.enum(INCIDENT_STATES),
              openedAt: z.string(),
              closedAt: z.string().optional(),
              alertCount: z.number().int(),
              review: z.enum(REVIEW_STATES),
              reviewDueAt: z.string().optional(),
              page: z.string().describe('Path in the portal'),
            }),
          ),
        }),
    },
    examples: [
      {
        title: 'What goes on now',
        input: { states: ['open', 'acknowledged'] },
      },
      {
        title: 'Reviews of a workload that nobody has written in time',
        input: { workload: 'ie-bank', reviews: ['overdue'] },
      },
    ],
    action: async ({ input, credentials }) => {
      await authorizeAction(credentials, workloadReadPermission, permissions);
      const { total, items } = await incidents.page(
        {
          workload:
            input.workload === undefined
              ? undefined
              : workloadNamed(input.workload),
          owner: input.owners,
          state: input.states,
          severity: input.severities,
          review: input.reviews,
          search: input.search,
          limit: input.limit ?? DEFAULT_LIMIT,
          offset: input.offset ?? 0,
        },
        now(),
      );
      return {
        output: {
          total,
          items: items.map(item => ({
            ...item,
            page: incidentPath(item.number),
          })),
        },
      };
    },
  });
}
