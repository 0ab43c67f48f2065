import {
  AlertReading,
  AlertSeverity,
  SloStatus,
  conditionInWords,
} from '@plumbline/plugin-slo-common';
import { AttentionItem } from '@plumbline/plugin-workload-common';

const TAB = 'slo';

const URGENCY: Record<AlertSeverity, number> = {
  critical: 96,
  high: 88,
  medium: 68,
  low: 48,
};

/**
 * Alerts that fire on something else than how fast the budget burns, such as
 * the share of errors over ten minutes: one item for each SLO, the worst first.
 * What burns or is spent is said by the item of the budget.
 */
export function alertItems(status: SloStatus): AttentionItem[] {
  if (status.state === 'stale' || status.state === 'no-data') return [];
  const told = status.state === 'low' || status.state === 'exhausted';
  const firing = status.alertReadings.filter(
    ({ state, condition }) =>
      state === 'firing' &&
      condition.kind !== 'burn-rate' &&
      !(condition.kind === 'budget' && told),
  );
  if (firing.length === 0) return [];
  const [worst, ...others] = firing;
  const urgent = worst.severity === 'critical' || worst.severity === 'high';
  return [
    {
      id: `alert/${status.id}`,
      tone: urgent ? 'bad' : 'warning',
      urgency: URGENCY[worst.severity],
      title: `${status.displayName}: ${worst.name} (${conditionInWords(
        worst.condition,
      )})${others.length > 0 ? ` and ${others.length} more` : ''}`,
      nextStep: urgent
        ? 'Find what fails and stop it'
        : 'Find out why before users notice',
      tab: TAB,
      runbookUrl: status.runbookUrl,
      entityRef: status.entityRef,
    },
  ];
}

/** The alerts of an SLO that fire, by name, the worst first: `Uptime down (critical)`. */
export function firingInWords(readings: readonly AlertReading[]): string {
  return readings
    .filter(({ state }) => state === 'firing')
    .map(({ name, severity }) => `${name} (${severity})`)
    .join(', ');
}
