import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { AlertSeverity, Tone } from '@plumbline/plugin-workload-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { incidentTranslationRef } from '../../../incidentTranslation';

const TONES: Record<AlertSeverity, Tone> = {
  Sev1: 'bad',
  Sev2: 'warning',
  Sev3: 'neutral',
};

/** How grave it is: colour, icon and word, and what that means on hover. */
export function SeverityLabel({ severity }: { severity: AlertSeverity }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  return (
    <ToneLabel tone={TONES[severity]} title={t(`severity.${severity}`)}>
      {severity}
    </ToneLabel>
  );
}
