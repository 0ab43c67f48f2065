import {
  CREDENTIAL_KINDS,
  CREDENTIAL_STATES,
  CredentialListItem,
  FINDING_CODES,
  ROTATIONS,
} from '@plumbline/plugin-secret-expiry-common';
import { ActionZod } from '@plumbline/plugin-workload-node';

// Pieces of input and output that several actions share.

/** The credential that an action is about. */
export const credentialIdInput = (z: ActionZod) =>
  z
    .string()
    .min(1)
    .max(100)
    .describe('Id of the credential, as list-expiring-credentials gives it');

/** What a credential is. */
export const kind = (z: ActionZod) => z.enum(CREDENTIAL_KINDS);

/** Where a credential stands. */
export const state = (z: ActionZod) =>
  z
    .enum(CREDENTIAL_STATES)
    .describe(
      'expired: past its date (a secret may still work); rotation-overdue: renews itself but has not; expiring: in a warning stage; unknown: not confirmed for a day; no-expiry: no date is set; ok; inactive: disabled or deleted',
    );

/** What is wrong apart from its date. */
export const findingCode = (z: ActionZod) => z.enum(FINDING_CODES);

/** A credential in an answer. */
export const credentialShape = (z: ActionZod) => ({
  credentialId: z.string(),
  name: z.string(),
  kind: kind(z),
  workloadRef: z.string(),
  workloadTitle: z.string(),
  heldBy: z
    .string()
    .optional()
    .describe('Ref of the vault, application or resource that holds it'),
  stampRef: z.string().optional(),
  renewedBy: z.string().optional().describe('Ref of who renews it'),
  state: state(z),
  stage: z
    .number()
    .int()
    .describe('Warning stage, 0 (none) to 6, the last and most urgent'),
  created: z.string(),
  expires: z.string().optional().describe('ISO 8601; absent without a date'),
  rotation: z
    .enum(ROTATIONS)
    .describe('manual: a person renews it; automatic: it renews itself'),
  needsSomeone: z
    .boolean()
    .describe('Whether somebody has something to do that nobody acknowledged'),
  actBy: z.string().optional().describe('ISO 8601, by when'),
  findings: z.array(z.object({ code: findingCode(z), reason: z.string() })),
  placeCount: z
    .number()
    .int()
    .describe('How many places that the caller may read have it'),
  acknowledgedBy: z.string().optional(),
  acknowledgedUntil: z.string().optional(),
  runbookUrl: z.string().optional(),
});

/** {@link credentialShape} of a row. */
export function credentialOutput(item: CredentialListItem) {
  return {
    credentialId: item.id,
    name: item.name,
    kind: item.kind,
    workloadRef: item.workloadRef,
    workloadTitle: item.workloadTitle,
    heldBy: item.entityRef,
    stampRef: item.stampRef,
    renewedBy: item.responsibleRef,
    state: item.state,
    stage: item.stage,
    created: item.created,
    expires: item.expires,
    rotation: item.rotation,
    needsSomeone: item.needsSomeone,
    actBy: item.actBy,
    findings: item.findings,
    placeCount: item.placeCount,
    acknowledgedBy: item.acknowledgement?.by,
    acknowledgedUntil: item.acknowledgement?.until,
    runbookUrl: item.runbookUrl,
  };
}
