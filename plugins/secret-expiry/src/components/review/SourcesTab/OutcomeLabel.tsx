import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { LookOutcome } from '@plumbline/plugin-secret-expiry-common';
import { Tone } from '@plumbline/plugin-workload-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { reviewTranslationRef } from '../../../reviewTranslation';

const TONES: Record<LookOutcome, Tone> = {
  looked: 'good',
  partly: 'warning',
  'could-not-look': 'unknown',
};

/** Props of {@link OutcomeLabel}. */
export interface OutcomeLabelProps {
  outcome: LookOutcome;
  /** How many places it came out so at. */
  count?: number;
}

/** How a look went. */
export function OutcomeLabel({ outcome, count }: OutcomeLabelProps) {
  const { t } = useTranslationRef(reviewTranslationRef);
  return (
    <ToneLabel tone={TONES[outcome]} title={t(`outcomeMeans.${outcome}`)}>
      {count !== undefined && `${count} `}
      {t(`outcome.${outcome}`)}
    </ToneLabel>
  );
}
