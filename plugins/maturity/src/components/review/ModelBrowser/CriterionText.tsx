import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { ModelCriterionView } from '@plumbline/plugin-maturity-common';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import styles from './ModelBrowser.module.css';

/** A criterion as the model writes it. */
export function CriterionText({
  criterion,
}: {
  criterion: ModelCriterionView;
}) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { id, title, howTo, rule, onlyProves, appliesWhen, attestation } =
    criterion;
  return (
    <>
      <Text weight="bold">{title}</Text>{' '}
      <Text color="secondary">
        <code>{id}</code>
      </Text>
      <dl className={styles.facts}>
        {rule && (
          <>
            <dt>{t('models.rule')}</dt>
            <dd>
              <code>{rule}</code>
              {onlyProves && <p>{t('models.onlyProves')}</p>}
            </dd>
          </>
        )}
        {appliesWhen && (
          <>
            <dt>{t('models.appliesWhen')}</dt>
            <dd>
              <code>{appliesWhen}</code>
            </dd>
          </>
        )}
        {attestation && (
          <>
            <dt>{t('models.question')}</dt>
            <dd>{attestation.question}</dd>
            <dt>{t('models.evidence')}</dt>
            <dd>
              {attestation.evidence}{' '}
              {t('models.validFor', { count: attestation.validForDays })}
            </dd>
          </>
        )}
        <dt>{t('models.howTo')}</dt>
        <dd>{howTo}</dd>
      </dl>
    </>
  );
}
