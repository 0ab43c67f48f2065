import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { StoredCredential } from '@plumbline/plugin-secret-expiry-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import { findingInState } from './findingInState';
import styles from './FindingLabels.module.css';
import { FINDING_WORDS } from './findingWord';

/**
 * What is wrong with a credential apart from what its state says, in a word
 * each, with the sentence on hover.
 */
export function FindingLabels({
  credential,
}: {
  credential: StoredCredential;
}) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const inState = findingInState(credential);
  const findings = credential.findings.filter(finding => finding !== inState);
  if (findings.length === 0) return null;
  return (
    <ul aria-label={t('finding.list')} className={styles.list}>
      {findings.map(({ code, reason }) => (
        <li key={code}>
          <ToneLabel
            tone={code === 'superseded' ? 'warning' : 'neutral'}
            title={reason}
          >
            {t(FINDING_WORDS[code])}
          </ToneLabel>
        </li>
      ))}
    </ul>
  );
}
