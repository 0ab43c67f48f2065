import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../pageTranslation';

/** What does not add up between an SLO, its SLA and what its dependencies promise. */
export function AgreementLabel({ finding }: { finding: 'error' | 'warning' }) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  return (
    <ToneLabel
      tone={finding === 'error' ? 'bad' : 'warning'}
      title={t(`agreement.${finding}Means`)}
    >
      {t(`agreement.${finding}`)}
    </ToneLabel>
  );
}
