import { z } from 'zod';
import { isRelativeDate, resolveRelativeDate } from '../anchor/relativeDate';

const relativeDate = z
  .string()
  .refine(isRelativeDate, "expected a date such as '-3d' or '+90d'");

/** Shape of `exemptions/*.yaml`. */
export const exemptionRequestsSchema = z.strictObject({
  apiVersion: z.literal('plumbline.io/v1'),
  kind: z.literal('ExemptionRequests'),
  workload: z.string().regex(/^system:[^/]+\/.+$/, 'expected a full ref'),
  requests: z.array(
    z.strictObject({
      criterion: z.string().min(1),
      reason: z.string().min(10),
      requestedBy: z.string().regex(/^user:[^/]+\/.+$/, 'expected a full ref'),
      requested: relativeDate,
      expires: relativeDate,
    }),
  ),
});

/** Exemptions that the people of one workload ask for. */
export type ExemptionRequests = z.infer<typeof exemptionRequestsSchema>;

/** Body of `POST /exemptions` of the maturity back end. */
export interface ExemptionRequestBody {
  workloadRef: string;
  criterionId: string;
  reason: string;
  requestedBy: string;
  /** ISO 8601. */
  requestedAt: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** The requests as the maturity back end takes them. */
export function toExemptionRequests(
  definition: ExemptionRequests,
  anchorSeconds: number,
): ExemptionRequestBody[] {
  return definition.requests.map(
    ({ criterion, requested, expires, ...rest }) => ({
      ...rest,
      workloadRef: definition.workload,
      criterionId: criterion,
      requestedAt: resolveRelativeDate(requested, anchorSeconds),
      expiresAt: resolveRelativeDate(expires, anchorSeconds),
    }),
  );
}
