import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CredentialFinding } from '@plumbline/plugin-secret-expiry-common';
import { ToneLabel } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './FindingLabels.module.css';
import { FINDING_WORDS } from './findingWord';

/** What is wrong with a credential apart from its date, in a word each, with the sentence on hover. */
export function FindingLabels({ findings }: { findings: CredentialFinding[] }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
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
