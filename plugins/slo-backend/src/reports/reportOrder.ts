import { ReportObjective } from '@plumbline/plugin-slo-common';

/** An objective about which something was promised. */
export type PromisedObjective = ReportObjective &
  Required<Pick<ReportObjective, 'sla'>>;

/** Those with a promise: the largest deviation first, then what cannot be told, then what was kept. */
export function byDeviation(
  objectives: readonly ReportObjective[],
): PromisedObjective[] {
  return objectives
    .filter((each): each is PromisedObjective => each.sla !== undefined)
    .sort((a, b) => promiseRank(a) - promiseRank(b));
}

/** Broken promises first, then missed objectives, then those that cannot be told, then the rest by budget spent. */
export function byUrgency(
  objectives: readonly ReportObjective[],
): ReportObjective[] {
  return [...objectives].sort(
    (a, b) =>
      urgencyOf(a) - urgencyOf(b) ||
      (b.spent ?? 0) - (a.spent ?? 0) ||
      a.displayName.localeCompare(b.displayName, 'en', { numeric: true }),
  );
}

function promiseRank({ sla: { met, deviation } }: PromisedObjective): number {
  if (met === null) return 0;
  // Deviations are less than 1.
  return met ? 1 + (deviation ?? 0) : -1 + (deviation ?? 0);
}

function urgencyOf({ sla, met }: ReportObjective): number {
  if (sla?.met === false) return 0;
  if (met === false) return 1;
  return met === null ? 2 : 3;
}
