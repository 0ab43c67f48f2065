import { READ_ONLY } from '@plumbline/plugin-workload-node';
import { ActionOptions } from './ActionOptions';
import {
  credentialIdInput,
  credentialOutput,
  credentialShape,
} from './actionSchemas';

/** Registers the action that tells all of one credential. */
export function registerGetCredential({
  access,
  actionsRegistry,
  details,
}: Pick<ActionOptions, 'access' | 'actionsRegistry' | 'details'>) {
  actionsRegistry.register({
    name: 'get-credential',
    title: 'Get Credential',
    description: `
Tells all that is known of one credential: dates, state and how it comes about in sentences, every place that has it, when
it was renewed before and how long before its date, what happened to it, who acknowledged its warning and why, who was
told, and how to renew it. It knows dates and names only; no value of a credential is ever read.

\`mayAcknowledge\` says whether the caller may acknowledge it with acknowledge-credential, \`acknowledgeUntil\` until when
at most; without it there is nothing to acknowledge.
    `,
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({ credentialId: credentialIdInput(z) }),
      output: z =>
        z.object({
          ...credentialShape(z),
          portalUrl: z.string().optional().describe('Where to renew it'),
          places: z.array(
            z.object({
              sourceId: z.string(),
              place: z.string(),
              workloadRef: z.string(),
              heldBy: z.string().optional(),
              lastSeen: z.string(),
            }),
          ),
          renewals: z
            .array(
              z.object({
                replaced: z.string(),
                expires: z.string().optional(),
              }),
            )
            .describe('Versions before this one, newest first'),
          explanation: z.array(z.string()),
          events: z.array(
            z.object({
              at: z.string(),
              change: z.string(),
              text: z.string(),
              by: z.string().optional(),
            }),
          ),
          mayAcknowledge: z.boolean(),
          whyNot: z.string().optional(),
          acknowledgeUntil: z.string().optional(),
        }),
    },
    examples: [
      {
        title: 'One credential',
        input: { credentialId: '5f3c'.repeat(16) },
      },
    ],
    action: async ({ input, credentials }) => {
      const caller = await access.caller(credentials);
      const detail = await details.read(input.credentialId, caller);
      const { credential, may } = detail;
      return {
        output: {
          ...credentialOutput(credential),
          portalUrl: credential.portalUrl,
          places: detail.places.map(place => ({
            sourceId: place.sourceId,
            place: place.place,
            workloadRef: place.workloadRef,
            heldBy: place.entityRef,
            lastSeen: place.lastSeen,
          })),
          renewals: credential.previous.map(({ replaced, expires }) => ({
            replaced,
            expires,
          })),
          explanation: detail.explanation,
          events: detail.events,
          mayAcknowledge: may.acknowledge.allowed,
          whyNot: may.acknowledge.reason,
          acknowledgeUntil: detail.acknowledgeUntil,
        },
      };
    },
  });
}
