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

/** Props of {@link AlertLabel}. */
export interface AlertLabelProps {
  severity: AlertSeverity;
  /** Whether nothing beside it says that it is an alert. */
  isNamed?: boolean;
}

/** The severity of an alert that fires. */
export function AlertLabel({ severity, isNamed }: AlertLabelProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const word = t(`severity.${severity}`);
  return (
    <ToneLabel tone={TONES[severity]}>
      {isNamed ? t('group.alert', { severity: word }) : word}
    </ToneLabel>
  );
}
