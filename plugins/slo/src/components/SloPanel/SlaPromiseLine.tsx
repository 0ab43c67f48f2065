import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  SlaPromise,
  SloStatus,
  formatPercent,
  durationInWords,
} from '@plumbline/plugin-slo-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';

/** Props of {@link SlaPromiseLine}. */
export interface SlaPromiseLineProps {
  slo: SloStatus;
  sla: SlaPromise;
}

/** What is promised to clients, and whether the objective protects it. */
export function SlaPromiseLine({ slo, sla }: SlaPromiseLineProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const target = formatPercent(sla.target);
  const { compliance, slaFinding } = slo;
  if (compliance !== null && compliance < sla.target) {
    return (
      <ToneLabel tone="bad">
        {t('figures.slaMissed', {
          target,
          window: durationInWords(slo.window.duration),
        })}
      </ToneLabel>
    );
  }
  if (slaFinding) {
    const looser = slaFinding.severity === 'error';
    return (
      <ToneLabel
        tone={looser ? 'bad' : 'warning'}
        title={slaFinding.explanation}
      >
        {t(looser ? 'figures.slaLooser' : 'figures.slaEqual', { target })}
      </ToneLabel>
    );
  }
  return <span>{target}</span>;
}
