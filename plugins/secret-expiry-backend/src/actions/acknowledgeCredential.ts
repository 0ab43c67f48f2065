import {
  ACKNOWLEDGEMENT_KINDS,
  secretExpiryAcknowledgePermission,
} from '@plumbline/plugin-secret-expiry-common';
import { audited } from '@plumbline/plugin-workload-node';
import { ActionOptions } from './ActionOptions';
import { credentialIdInput } from './actionSchemas';

/** Registers the action that says that a warning is known. */
export function registerAcknowledgeCredential({
  access,
  actionsRegistry,
  auditor,
  desk,
}: Pick<ActionOptions, 'access' | 'actionsRegistry' | 'auditor' | 'desk'>) {
  actionsRegistry.register({
    name: 'acknowledge-credential',
    title: 'Acknowledge Credential',
    description: `
Says that the warning of a credential is known: \`acknowledged\`, somebody deals with it; \`snoozed\`, be silent until a
time. Either is about the present version, so that renewing the credential voids it, and ends where the last warning stage
begins at the latest. It renews nothing and stops no expiry.

Only who renews the credential, who owns its workload, or who may manage all can do this. The reason is shown to
everybody who may see the credential, with the caller's name: give the one that the person has given.
    `,
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: secretExpiryAcknowledgePermission,
    schema: {
      input: z =>
        z.object({
          credentialId: credentialIdInput(z),
          kind: z.enum(ACKNOWLEDGEMENT_KINDS),
          reason: z.string().min(1).max(500),
          until: z
            .string()
            .max(40)
            .optional()
            .describe('ISO 8601; of `snoozed`, which needs it'),
        }),
      output: z =>
        z.object({
          acknowledgementId: z.string(),
          until: z.string().describe('ISO 8601, when it warns again'),
        }),
    },
    examples: [
      {
        title: 'The renewal is planned',
        input: {
          credentialId: '5f3c'.repeat(16),
          kind: 'acknowledged',
          reason: 'Renewal is planned for the next release',
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const caller = await access.caller(credentials);
      const { credentialId, kind, reason, until } = input;
      const accepted = await audited(
        auditor,
        {
          eventId: 'acknowledge-credentials',
          severityLevel: 'medium',
          meta: {
            kind,
            credentialIds: [credentialId],
            reason,
            until,
            by: caller.ref,
            through: 'action',
          },
        },
        () =>
          desk.add(
            { credentialIds: [credentialId], kind, reason, until },
            caller,
          ),
      );
      const [{ acknowledgement }] = accepted.items;
      return {
        output: {
          acknowledgementId: acknowledgement.id,
          until: acknowledgement.until,
        },
      };
    },
  });
}
