import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { HEALTH_OF_SLO_STATE, SloState } from '@plumbline/plugin-slo-common';
import { ToneLabel, toneOfHealth } from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';

/** Props of {@link SloStateLabel}. */
export interface SloStateLabelProps {
  state: SloState;
  /** Explains the state on hover. */
  reason: string;
}

/** The state of an SLO in colour, icon and words. */
export function SloStateLabel({ state, reason }: SloStateLabelProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  return (
    <ToneLabel tone={toneOfHealth(HEALTH_OF_SLO_STATE[state])} title={reason}>
      {t(`states.${state}`)}
    </ToneLabel>
  );
}
