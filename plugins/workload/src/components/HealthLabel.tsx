import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { HealthState } from '@plumbline/plugin-workload-common';
import { ToneLabel, toneOfHealth } from '@plumbline/plugin-workload-react';
import { workloadTranslationRef } from '../translation';

/** A health state: colour, icon and word. */
export function HealthLabel(props: { state: HealthState; title?: string }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <ToneLabel tone={toneOfHealth(props.state)} title={props.title}>
      {t(`health.${props.state}`)}
    </ToneLabel>
  );
}
