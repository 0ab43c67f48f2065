import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  PreviousVersion,
  rotationHistory,
} from '@plumbline/plugin-secret-expiry-common';
import { ToneLabel, When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import { useMarginInWords } from '../CredentialTable/LastRotation';
import styles from './CredentialPanel.module.css';

/** When earlier versions were replaced, and how long before their date. */
export function RotationHistory({ previous }: { previous: PreviousVersion[] }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const inWords = useMarginInWords();
  const rotations = rotationHistory(previous);
  if (rotations.length === 0) {
    return <Text color="secondary">{t('rotation.never')}</Text>;
  }
  return (
    <ul aria-label={t('panel.history')} className={styles.plain}>
      {rotations.map(rotation => (
        <li key={rotation.replacedAt}>
          <ToneLabel tone={(rotation.marginDays ?? 0) < 0 ? 'warning' : 'good'}>
            <When at={rotation.replacedAt} format="date" />, {inWords(rotation)}
          </ToneLabel>
        </li>
      ))}
    </ul>
  );
}
