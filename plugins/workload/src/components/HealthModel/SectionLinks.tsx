import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { healthTranslationRef } from '../../healthTranslation';
import styles from './HealthModel.module.css';
import { MODEL_SECTIONS, ModelSection } from './modelAddress';
import { ModelFormValue } from './ModelForm';

const FIELDS: Record<Exclude<ModelSection, 'yaml'>, string> = {
  parts: 'nodes',
  flows: 'userFlows',
  signals: 'signals',
  mapping: 'mapping',
  stamps: 'stamps',
  objective: 'objective',
  escalation: 'escalation',
  alerts: 'alerts',
  maintenance: 'maintenance',
};

/** The parts of the model, how much each sets, and where something is wrong. */
export function SectionLinks(props: {
  section: ModelSection;
  form: ModelFormValue | undefined;
  onShow: (section: ModelSection) => void;
}) {
  const { section, form, onShow } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  return (
    <nav aria-label={t('model.sections')}>
      <ul className={styles.sections}>
        {MODEL_SECTIONS.map(each => {
          const path = each === 'yaml' ? [] : ['spec', FIELDS[each]];
          const value = each === 'yaml' ? undefined : form?.valueAt(path);
          const count = Array.isArray(value) ? value.length : 0;
          const isWrong = each !== 'yaml' && form?.hasProblem(path);
          return (
            <li key={each}>
              <button
                type="button"
                className={styles.section}
                aria-current={each === section ? 'true' : undefined}
                onClick={() => onShow(each)}
              >
                {t(`model.section.${each}`)}
                {count > 0 && ` (${count})`}
                {isWrong && (
                  <span className={styles.wrong}> {t('model.hasProblem')}</span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
