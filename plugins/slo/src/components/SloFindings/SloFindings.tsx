import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { WorkloadSlos } from '@plumbline/plugin-slo-common';
import { sloTranslationRef } from '../../translation';
import styles from './SloFindings.module.css';

/** Props of {@link SloFindings}. */
export interface SloFindingsProps {
  value: WorkloadSlos;
}

/** What does not add up, above everything else: SLOs against their SLAs, and documents with errors. */
export function SloFindings({ value }: SloFindingsProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const { slos, documentErrors } = value;
  const findings = slos
    .flatMap(({ id, displayName, slaFinding }) =>
      slaFinding ? [{ id, displayName, ...slaFinding }] : [],
    )
    .sort((a, b) => a.severity.localeCompare(b.severity));
  return (
    <>
      {findings.map(({ id, displayName, severity, explanation }) => (
        <Alert
          key={id}
          status={severity === 'error' ? 'danger' : 'warning'}
          icon
          title={t(
            severity === 'error' ? 'findings.slaError' : 'findings.slaWarning',
            { slo: displayName },
          )}
          description={explanation}
        />
      ))}
      {documentErrors.length > 0 && (
        <Alert
          status="danger"
          icon
          title={t('findings.documentsTitle')}
          description={
            <>
              {t('findings.documentsDescription')}
              <ul className={styles.errors}>
                {documentErrors.map(error => {
                  const place = `${error.file}:${error.line}:${error.column}`;
                  return (
                    <li key={`${place} ${error.field}`}>
                      {t('findings.documentError', {
                        place,
                        message: error.message,
                      })}
                    </li>
                  );
                })}
              </ul>
            </>
          }
        />
      )}
    </>
  );
}
