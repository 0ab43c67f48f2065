import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { CriterionState } from '@plumbline/plugin-maturity-common';
import { Tone } from '@plumbline/plugin-workload-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';

const TONES: Record<CriterionState, Tone> = {
  met: 'good',
  'not-met': 'bad',
  unknown: 'unknown',
  exempt: 'neutral',
  'not-applicable': 'neutral',
  error: 'warning',
};

/** The state of a criterion or a strategy. */
export function CriterionStateLabel({ state }: { state: CriterionState }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  return (
    <ToneLabel tone={TONES[state]} title={t(`stateMeans.${state}`)}>
      {t(`state.${state}`)}
    </ToneLabel>
  );
}
