import { HealthState } from '../summary';
import { AlertSeverity, Criticality } from './healthModel';

const SEVERITIES: Partial<
  Record<HealthState, Record<Criticality, AlertSeverity>>
> = {
  unhealthy: { critical: 'Sev1', high: 'Sev2', medium: 'Sev2', low: 'Sev3' },
  degraded: { critical: 'Sev2', high: 'Sev2', medium: 'Sev3', low: 'Sev3' },
};

/**
 * How grave it is that something is in a state: `Sev1` when what is critical, or
 * the whole workload, is out; `Sev2` when a part is out or a key feature
 * degraded; `Sev3` for the rest. `undefined` when it is not ill; unknown is no
 * illness.
 */
export function severityOf(
  state: HealthState,
  criticality: Criticality,
): AlertSeverity | undefined {
  return SEVERITIES[state]?.[criticality];
}

/** Whether a severity is at least as grave as another. */
export function isAsGrave(a: AlertSeverity, b: AlertSeverity): boolean {
  return a <= b;
}
