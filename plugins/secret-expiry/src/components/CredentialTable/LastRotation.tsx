import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  PastRotation,
  StoredCredential,
  rotationHistory,
} from '@plumbline/plugin-secret-expiry-common';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';

/** When the version before was replaced, and whether that was in time. */
export function LastRotation({ credential }: { credential: StoredCredential }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const inWords = useMarginInWords();
  const [last] = rotationHistory(credential.previous);
  if (!last) {
    return (
      <Text variant="body-small" color="secondary">
        {t('rotation.never')}
      </Text>
    );
  }
  const date = <When at={last.replacedAt} format="date" />;
  if ((last.marginDays ?? 0) < 0) {
    return (
      <ToneLabel tone="warning">
        {date}, {inWords(last)}
      </ToneLabel>
    );
  }
  return (
    <Text variant="body-small" color="secondary">
      {date}, {inWords(last)}
    </Text>
  );
}

/** Says how long before or after its date a version was replaced. */
export function useMarginInWords() {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return ({ marginDays }: PastRotation): string => {
    if (marginDays === undefined) return t('rotation.undated');
    if (marginDays === 0) return t('rotation.onTime');
    return marginDays < 0
      ? t('rotation.late', { count: -marginDays })
      : t('rotation.early', { count: marginDays });
  };
}
