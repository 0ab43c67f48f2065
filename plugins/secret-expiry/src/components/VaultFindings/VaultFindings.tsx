import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { VaultFinding } from '@plumbline/plugin-secret-expiry-common';
import { Prose, ToneLabel } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './VaultFindings.module.css';

/** What is wrong with the vaults of a workload, and what to do about it. */
export function VaultFindings({ findings }: { findings: VaultFinding[] }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
    <ul aria-label={t('vault.list')} className={styles.list}>
      {findings.map(({ code, stampRefs, vaultRefs, reason, nextStep }) => {
        const named = [...stampRefs, ...vaultRefs].filter(
          ref => !reason.includes(ref),
        );
        return (
          <li key={[code, ...stampRefs, ...vaultRefs].join(' ')}>
            <ToneLabel tone="warning">
              {t(`vault.codes.${code}`)}: <Prose>{reason}</Prose>
            </ToneLabel>
            <div className={styles.rest}>
              <Prose>{nextStep}</Prose>
              {named.length > 0 && (
                <Text as="p" variant="body-small" color="secondary">
                  {t('vault.concerns')}{' '}
                  {named.map((ref, index) => (
                    <span key={ref}>
                      {index > 0 && ', '}
                      <EntityRefLink entityRef={ref} disableTooltip hideIcon />
                    </span>
                  ))}
                </Text>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
