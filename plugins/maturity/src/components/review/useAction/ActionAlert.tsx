import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { Prose } from '@plumbline/plugin-workload-react';
import { maturityPageTranslationRef } from '../../../pageTranslation';

/** Says why a write failed, in the words of the back end. */
export function ActionAlert({ error }: { error: Error | undefined }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  if (!error) return null;
  const { cause } = error as Error & { cause?: { message?: string } };
  return (
    <Alert
      status="danger"
      icon
      title={t('action.failed')}
      description={<Prose>{cause?.message || error.message}</Prose>}
    />
  );
}
