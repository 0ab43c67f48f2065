import { RiInformationLine } from '@remixicon/react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { exampleDataTranslationRef } from '../../translation';
import styles from './ExampleDataLine.module.css';

/**
 * One line above every page that says that the data is made up. Nothing unless
 * `exampleData.enabled` is true.
 */
export function ExampleDataLine() {
  const config = useApi(configApiRef);
  const { t } = useTranslationRef(exampleDataTranslationRef);
  if (!config.getOptionalBoolean('exampleData.enabled')) return null;
  return (
    <aside aria-label={t('line.label')} className={styles.line}>
      <RiInformationLine aria-hidden className={styles.icon} size={14} />
      <span>
        {t('line.text')} {t('line.turnOff')}{' '}
        <code>exampleData.enabled: false</code>.
      </span>
    </aside>
  );
}
