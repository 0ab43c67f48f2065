import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { StampStatus } from '@plumbline/plugin-stamp-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { stampTranslationRef } from '../../translation';

/** How a run of a stamp's pipeline ended. */
export function RunLabel({ outcome }: Pick<StampStatus, 'outcome'>) {
  const { t } = useTranslationRef(stampTranslationRef);
  if (outcome === 'failed') {
    return <ToneLabel tone="bad">{t('run.failed')}</ToneLabel>;
  }
  return outcome === 'succeeded' ? (
    <ToneLabel tone="good">{t('run.succeeded')}</ToneLabel>
  ) : (
    <ToneLabel tone="neutral">{t('run.told')}</ToneLabel>
  );
}
