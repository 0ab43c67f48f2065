import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  ReportedDocumentError,
  WorkloadSlos,
} from '@plumbline/plugin-slo-common';
import { When } from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';
import styles from './SloFindings.module.css';

/** Props of {@link SloFindings}. */
export interface SloFindingsProps {
  value: WorkloadSlos;
}

/** What does not add up, above everything else: SLOs against their SLAs, and what is wrong with documents. */
export function SloFindings({ value }: SloFindingsProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const { slos, documentErrors } = value;
  const findings = slos
    .flatMap(({ id, displayName, slaFinding }) =>
      slaFinding ? [{ id, displayName, ...slaFinding }] : [],
    )
    .sort((a, b) => a.severity.localeCompare(b.severity));
  const errors = documentErrors.filter(({ severity }) => severity === 'error');
  const warnings = documentErrors.filter(
    ({ severity }) => severity === 'warning',
  );
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
      {errors.length > 0 && (
        <Alert
          status="danger"
          icon
          title={t('findings.documentsTitle')}
          description={
            <>
              {t('findings.documentsDescription')}
              <Findings items={errors} />
            </>
          }
        />
      )}
      {warnings.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('findings.warningsTitle')}
          description={<Findings items={warnings} />}
        />
      )}
    </>
  );
}

function Findings({ items }: { items: ReportedDocumentError[] }) {
  const { t } = useTranslationRef(sloTranslationRef);
  return (
    <ul className={styles.errors}>
      {items.map(({ file, line, column, field, message, reportedAt }) => {
        const place = `${file}:${line}:${column}`;
        return (
          <li key={`${place} ${field} ${message}`}>
            {t('findings.documentError', { place, message })},{' '}
            {t('findings.since')} <When at={reportedAt} />
          </li>
        );
      })}
    </ul>
  );
}
