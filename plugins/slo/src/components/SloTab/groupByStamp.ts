import { SloStatus } from '@plumbline/plugin-slo-common';

/** SLOs that measure the same: the whole workload, or one stamp. */
export interface SloGroup {
  /** Full ref; absent for the whole workload. */
  stampRef?: string;
  /** Worst first. */
  slos: SloStatus[];
}

/** SLOs of the whole workload first, then those of each stamp by its ref. The order within each stays. */
export function groupByStamp(slos: SloStatus[]): SloGroup[] {
  const groups = new Map<string, SloGroup>();
  for (const slo of slos) {
    const { stampRef } = slo;
    const group = groups.get(stampRef ?? '');
    if (group) group.slos.push(slo);
    else groups.set(stampRef ?? '', { stampRef, slos: [slo] });
  }
  return [...groups.entries()]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([, group]) => group);
}
