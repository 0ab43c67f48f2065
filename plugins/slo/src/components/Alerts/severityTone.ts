import { AlertSeverity } from '@plumbline/plugin-slo-common';
import { Tone } from '@plumbline/plugin-workload-common';

/** The tone in which an alert of a severity is shown while it fires. */
export const TONE_OF_SEVERITY: Record<AlertSeverity, Tone> = {
  critical: 'bad',
  high: 'bad',
  medium: 'warning',
  low: 'warning',
};
