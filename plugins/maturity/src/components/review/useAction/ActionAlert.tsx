import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FailureAlert } from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../../pageTranslation';

/** Says why a write failed, in the words of the back end. */
export function ActionAlert({ error }: { error: Error | undefined }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  return <FailureAlert title={t('action.failed')} error={error} />;
}
