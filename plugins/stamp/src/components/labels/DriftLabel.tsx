import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { StampDrift } from '@plumbline/plugin-stamp-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { stampTranslationRef } from '../../translation';

/** Whether a stamp's files are as they were rendered; of one without a lock, that there is none. */
export function DriftLabel({ drift }: { drift?: StampDrift }) {
  const { t } = useTranslationRef(stampTranslationRef);
  if (!drift) {
    return (
      <ToneLabel tone="neutral" title={t('drift.noneMeans')}>
        {t('drift.none')}
      </ToneLabel>
    );
  }
  switch (drift.state) {
    case 'in-step':
      return <ToneLabel tone="good">{t('drift.inStep')}</ToneLabel>;
    case 'changed':
      return (
        <ToneLabel tone="warning">
          {t('drift.changed', { count: drift.files.length })}
        </ToneLabel>
      );
    default:
      return <ToneLabel tone="unknown">{t('drift.unknown')}</ToneLabel>;
  }
}
