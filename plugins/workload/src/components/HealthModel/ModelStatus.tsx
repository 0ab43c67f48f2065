import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Text } from '@backstage/ui';
import {
  HealthModelAnswer,
  isAddress,
} from '@plumbline/plugin-workload-common';
import { AddressLink, Prose, When } from '@plumbline/plugin-workload-react';
import { healthTranslationRef } from '../../healthTranslation';
import styles from './HealthModel.module.css';
import { ModelProblems } from './ModelProblems';

/** Where a model comes from, since when it holds, and what is wrong with it. */
export function ModelStatus({ model }: { model: HealthModelAnswer }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { origin, location, changedAt, changedBy, error, errorAt } = model;
  return (
    <>
      <Text as="p">
        {t(`model.origin.${origin}`)}{' '}
        {location &&
          (isAddress(location) ? (
            <AddressLink address={location}>{t('model.openFile')}</AddressLink>
          ) : (
            <code className={styles.file}>{location}</code>
          ))}{' '}
        {origin !== 'default' && changedAt && (
          <Text color="secondary">
            {t('model.changed')} <When at={changedAt} />
            {changedBy && (
              <>
                , {t('model.changedBy')} <Prose>{changedBy}</Prose>
              </>
            )}
            .
          </Text>
        )}
      </Text>
      {error && (
        <Alert
          status="warning"
          icon
          title={t('model.notRead')}
          description={
            <>
              {error} {t('model.notReadMeans')}{' '}
              {errorAt && <When at={errorAt} />}.
            </>
          }
        />
      )}
      {model.problems.length > 0 && (
        <Alert
          status="danger"
          icon
          title={t('model.problems')}
          description={
            <>
              {t('model.problemsMean')}
              <ModelProblems problems={model.problems} />
            </>
          }
        />
      )}
      {model.findings.length > 0 && (
        <Alert
          status="info"
          icon
          title={t('model.findings')}
          description={
            <ul className={styles.problems}>
              {model.findings.map(({ field, message }) => (
                <li key={`${field} ${message}`}>
                  {field}: {message}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </>
  );
}
