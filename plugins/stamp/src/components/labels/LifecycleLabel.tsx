import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { StampLifecycle, Tone } from '@plumbline/plugin-workload-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { stampTranslationRef } from '../../translation';

const TONES: Record<StampLifecycle, Tone> = {
  planned: 'neutral',
  active: 'good',
  draining: 'warning',
  retired: 'neutral',
};

/** How far a stamp is, with what that means on hover. */
export function LifecycleLabel({ lifecycle }: { lifecycle: StampLifecycle }) {
  const { t } = useTranslationRef(stampTranslationRef);
  return (
    <ToneLabel tone={TONES[lifecycle]} title={t(`lifecycle.${lifecycle}Means`)}>
      {t(`lifecycle.${lifecycle}`)}
    </ToneLabel>
  );
}
