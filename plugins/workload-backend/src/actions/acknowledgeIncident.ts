import {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { NotFoundError } from '@backstage/errors';
import {
  workloadIncidentActPermission,
  workloadReadPermission,
} from '@plumbline/plugin-workload-common';
import {
  audited,
  authorizeAction,
  subjectOf,
} from '@plumbline/plugin-workload-node';
import { IncidentActs } from '../incidents/IncidentActs';
import { IncidentReader } from '../incidents/IncidentReader';
import { IncidentAccess } from '../router/incidents/IncidentAccess';

/** Registers the action that says that somebody is on an incident. */
export function registerAcknowledgeIncident(options: {
  access: IncidentAccess;
  actionsRegistry: ActionsRegistryService;
  acts: IncidentActs;
  auditor: AuditorService;
  incidents: IncidentReader;
  permissions: PermissionsService;
}) {
  const { access, actionsRegistry, acts, auditor, incidents, permissions } =
    options;
  actionsRegistry.register({
    name: 'acknowledge-incident',
    title: 'Acknowledge Incident',
    description: `
Says that the caller is on an incident: nobody else along the escalation path is called, and everybody who was told of the
incident is told that the caller sees to it. It mends nothing. Do it only when the person has said that they are on it.

Only who owns the workload, whoever is called about it, or who may manage all can do this. An incident that is over, or
that somebody else has acknowledged, is refused. The note is shown with the caller's name: give the one that the person gave.
    `,
    attributes: { readOnly: false, destructive: false, idempotent: true },
    visibilityPermission: workloadIncidentActPermission,
    schema: {
      input: z =>
        z.object({
          number: z
            .number()
            .int()
            .min(1)
            .max(2_147_483_647)
            .describe('Of the incident, as list-incidents gives it'),
          note: z.string().max(2_000).optional(),
        }),
      output: z =>
        z.object({
          number: z.number().int(),
          acknowledgedBy: z.string(),
        }),
    },
    examples: [
      {
        title: 'The person looks at the database',
        input: { number: 12, note: 'Looking at the connection pool' },
      },
    ],
    action: async ({ input: { number, note }, credentials }) => {
      await authorizeAction(credentials, workloadReadPermission, permissions);
      const by = subjectOf(credentials);
      await audited(
        auditor,
        {
          eventId: 'acknowledge-incident',
          severityLevel: 'medium',
          meta: { by, number, note, through: 'action' },
        },
        async () => {
          const incident = await incidents.concern(number);
          if (!incident) {
            throw new NotFoundError(`There is no incident ${number}`);
          }
          await access.check(number, incident, credentials);
          await acts.acknowledge(number, by, note);
        },
      );
      return { output: { number, acknowledgedBy: by } };
    },
  });
}
