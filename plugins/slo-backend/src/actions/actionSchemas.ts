import { ALERT_SEVERITIES, SLO_STATES } from '@plumbline/plugin-slo-common';
import { ActionZod } from '@plumbline/plugin-workload-node';

// Pieces of input and output that several actions share.

/** The SLO that an action is about. */
export const sloIdInput = (z: ActionZod) =>
  z
    .string()
    .min(1)
    .max(200)
    .describe("Id of the SLO, such as 'shop-uptime', as list-slos gives it");

/** Where an SLO stands. */
export const sloState = (z: ActionZod) =>
  z
    .enum(SLO_STATES)
    .describe(
      'Worst first. exhausted: the error budget is spent; fast-burn and slow-burn: an alert fires; low: little budget left; stale: no new data; no-data: none at all; ok',
    );

/** How soon someone must look. */
export const severity = (z: ActionZod) => z.enum(ALERT_SEVERITIES);

/** What names an SLO in an answer. */
export const sloName = (z: ActionZod) => ({
  sloId: z.string(),
  name: z.string(),
  workloadRef: z.string(),
  entityRef: z
    .string()
    .describe('What it measures: the workload, or a part such as a stamp'),
});

/** The stamp that an SLO measures. */
export const stampOrNone = (z: ActionZod) =>
  z
    .string()
    .optional()
    .describe('Ref of the stamp that it measures; absent for all of them');

/** Shares are 0 to 1; without data there is no number. */
export const shareOrNull = (z: ActionZod, what: string) =>
  z.number().nullable().describe(`${what}; null without data`);

/** Remaining budget. */
export const remainingBudget = (z: ActionZod) =>
  shareOrNull(
    z,
    'Share of the error budget that is left: 1 is all, 0 none, below 0 overspent',
  );
