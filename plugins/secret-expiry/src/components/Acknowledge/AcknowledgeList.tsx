import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './AcknowledgeList.module.css';
import { Acknowledgeable } from './acknowledgeable';

/** What would be acknowledged, each with until when at most, and what cannot be. */
export function AcknowledgeList({ possible, impossible }: Acknowledgeable) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
    <>
      {possible.length > 0 && (
        <ul aria-label={t('acknowledge.possible')} className={styles.list}>
          {possible.map(({ credential, latest }) => (
            <li key={credential.id}>
              <strong>{credential.name}</strong>
              {': '}
              {t('acknowledge.atMost')} <When at={latest} format="date" />
            </li>
          ))}
        </ul>
      )}
      {impossible.length > 0 && (
        <div>
          <Text as="p">{t('acknowledge.impossible')}</Text>
          <ul aria-label={t('acknowledge.impossible')} className={styles.list}>
            {impossible.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
