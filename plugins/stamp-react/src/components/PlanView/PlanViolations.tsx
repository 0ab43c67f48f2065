import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { StampViolation } from '@plumbline/plugin-stamp-common';
import { planTranslationRef } from '../../translation';
import styles from './PlanView.module.css';

/** Every reason why there is no plan, with the field that it is about. */
export function PlanViolations(props: {
  violations: readonly StampViolation[];
}) {
  const { t } = useTranslationRef(planTranslationRef);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('plan.violations')}
      description={
        <ul className={styles.list}>
          {props.violations.map(({ field, rule, message }) => (
            <li key={`${field} ${rule} ${message}`}>
              <strong>{t(`fields.${field}`)}:</strong> {message}
            </li>
          ))}
        </ul>
      }
    />
  );
}
