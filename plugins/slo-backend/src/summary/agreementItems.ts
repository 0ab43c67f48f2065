import {
  SloStatus,
  WorkloadAgreement,
  formatAvailability,
  formatPercent,
} from '@plumbline/plugin-slo-common';
import { AttentionItem } from '@plumbline/plugin-workload-common';

const TAB = 'slo';

/** An SLO that is looser than its SLA, or leaves no room before it. */
export function slaItems(status: SloStatus): AttentionItem[] {
  const { slaFinding } = status;
  if (!slaFinding) return [];
  const looser = slaFinding.severity === 'error';
  const slo = formatPercent(slaFinding.sloTarget);
  const sla = formatPercent(slaFinding.slaTarget);
  return [
    {
      id: `sla/${status.id}`,
      tone: looser ? 'bad' : 'warning',
      urgency: looser ? 60 : 30,
      title: looser
        ? `${status.displayName}: the SLO (${slo}) is looser than its SLA (${sla})`
        : `${status.displayName}: the SLO (${slo}) leaves no room before its SLA`,
      nextStep: `Set the SLO above ${sla}`,
      tab: TAB,
      entityRef: status.entityRef,
    },
  ];
}

/** SLAs that promise more than what the workload depends on allows; one item for each. */
export function agreementItems(
  agreement: WorkloadAgreement | undefined,
  nameOf: (objectiveId: string) => string,
): AttentionItem[] {
  return (agreement?.findings ?? []).map(
    ({ objectiveId, slaTarget, allowed }) => ({
      id: `agreement/${objectiveId}`,
      tone: 'warning' as const,
      urgency: 40,
      title: `${nameOf(objectiveId)}: the SLA (${formatPercent(
        slaTarget,
      )}) is above what its dependencies allow (${formatAvailability(
        allowed,
      )})`,
      nextStep:
        'Make the weakest dependency redundant or stronger, or promise less',
      tab: TAB,
    }),
  );
}
