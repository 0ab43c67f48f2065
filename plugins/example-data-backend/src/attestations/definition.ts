import { z } from 'zod';
import { isRelativeDate, resolveRelativeDate } from '../anchor/relativeDate';

const relativeDate = z
  .string()
  .refine(isRelativeDate, "expected a date such as '-20d' or '+160d'");

/** Shape of `attestations/*.yaml`. */
export const attestationsSchema = z.strictObject({
  apiVersion: z.literal('plumbline.io/v1'),
  kind: z.literal('Attestations'),
  workload: z.string().regex(/^system:[^/]+\/.+$/, 'expected a full ref'),
  attestations: z.array(
    z.strictObject({
      criterion: z.string().min(1),
      answer: z.enum(['met', 'not-met']),
      note: z.string().optional(),
      evidenceUrl: z.string().optional(),
      attestedBy: z.string().regex(/^user:[^/]+\/.+$/, 'expected a full ref'),
      attested: relativeDate,
      expires: relativeDate,
    }),
  ),
});

/** The answers that the people of one workload gave. */
export type Attestations = z.infer<typeof attestationsSchema>;

/** One item of `POST /attestations` of the maturity back end. */
export interface AttestationItem {
  workloadRef: string;
  criterionId: string;
  answer: 'met' | 'not-met';
  note?: string;
  evidenceUrl?: string;
  attestedBy: string;
  /** ISO 8601. */
  attestedAt: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** The answers as the maturity back end takes them. */
export function toAttestationItems(
  definition: Attestations,
  anchorSeconds: number,
): AttestationItem[] {
  return definition.attestations.map(
    ({ criterion, attested, expires, ...rest }) => ({
      ...rest,
      workloadRef: definition.workload,
      criterionId: criterion,
      attestedAt: resolveRelativeDate(attested, anchorSeconds),
      expiresAt: resolveRelativeDate(expires, anchorSeconds),
    }),
  );
}
