import {
  ALERT_SEVERITIES,
  CRITICALITIES,
  HEALTH_STATES,
  INCIDENT_STATES,
} from '@plumbline/plugin-workload-common';
import { ActionZod } from '@plumbline/plugin-workload-node';

// Pieces of input and output that several actions share.

/** State of a workload or a part. */
export const healthState = (z: ActionZod) =>
  z
    .enum(HEALTH_STATES)
    .describe('unknown: nothing tells, which is neither good nor bad');

/** How much something matters to users. */
export const criticality = (z: ActionZod) => z.enum(CRITICALITIES);

/** An incident that is open. */
export const openIncident = (z: ActionZod) =>
  z
    .object({
      number: z.number().int(),
      severity: z
        .enum(ALERT_SEVERITIES)
        .describe('Sev1: outage; Sev2: partial; Sev3: minor'),
      state: z.enum(INCIDENT_STATES),
      openedAt: z.string().describe('ISO 8601'),
      title: z.string(),
    })
    .optional()
    .describe('The open incident; absent when there is none');

/** `limit` and `offset`. */
export const paging = (z: ActionZod, maximum: number, byDefault: number) => ({
  limit: z
    .number()
    .int()
    .min(1)
    .max(maximum)
    .optional()
    .describe(`${byDefault} when left out`),
  offset: z.number().int().min(0).max(1_000_000).optional(),
});
