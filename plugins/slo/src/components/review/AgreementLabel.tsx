import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { sloPageTranslationRef } from '../../pageTranslation';

/** Props of {@link AgreementLabel}. */
export interface AgreementLabelProps {
  finding: 'error' | 'warning';
  /** Says it in as few words as a narrow column has room for. */
  isShort?: boolean;
}

/** What does not add up between an SLO, its SLA and what its dependencies promise. */
export function AgreementLabel({ finding, isShort }: AgreementLabelProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  return (
    <ToneLabel
      tone={finding === 'error' ? 'bad' : 'warning'}
      title={t(`agreement.${finding}Means`)}
    >
      {t(isShort ? `agreement.${finding}Short` : `agreement.${finding}`)}
    </ToneLabel>
  );
}
