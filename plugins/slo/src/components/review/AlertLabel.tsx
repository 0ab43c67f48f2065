import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { AlertSeverity } from '@plumbline/plugin-slo-common';
import { Tone } from '@plumbline/plugin-workload-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../pageTranslation';

const TONES: Record<AlertSeverity, Tone> = {
  critical: 'bad',
  high: 'bad',
  medium: 'warning',
  low: 'warning',
};

/** The severity of an alert that fires. */
export function AlertLabel({ severity }: { severity: AlertSeverity }) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  return (
    <ToneLabel tone={TONES[severity]}>{t(`severity.${severity}`)}</ToneLabel>
  );
}
