import { AttentionItem, WorkloadRow } from '@plumbline/plugin-workload-common';

/** The open incident of a workload as the first thing that needs someone. */
export function incidentAttention({
  incident,
  ownerRef,
  urgency,
}: WorkloadRow): (AttentionItem & { family: 'workload' })[] {
  if (!incident) return [];
  const { number, severity, state, title } = incident;
  return [
    {
      family: 'workload',
      id: `incident-${number}`,
      tone: 'bad',
      urgency,
      title: `Incident ${number}, ${severity}: ${title}`,
      nextStep:
        state === 'open'
          ? 'Acknowledge it, then follow the path to its root cause.'
          : 'Someone is on it: note what is found, and what is done.',
      ownerRef,
      tab: 'service-map',
    },
  ];
}
