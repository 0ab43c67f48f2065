import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { IncidentState, Tone } from '@plumbline/plugin-workload-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { incidentTranslationRef } from '../../../incidentTranslation';

const TONES: Record<IncidentState, Tone> = {
  open: 'bad',
  acknowledged: 'warning',
  closed: 'good',
};

/** Whether an incident goes on, and whether somebody is on it. */
export function StateLabel({ state }: { state: IncidentState }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  return (
    <ToneLabel tone={TONES[state]} title={t(`state.${state}Means`)}>
      {t(`state.${state}`)}
    </ToneLabel>
  );
}
