import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Term } from '@plumbline/plugin-workload-react';
import { ReactNode } from 'react';
import { sloTranslationRef } from '../../translation';
import styles from './Figure.module.css';

/** Props of {@link Figure}. */
export interface FigureProps {
  name: string;
  /** What the name means, in a sentence. */
  meaning?: string;
  /** Opens how the number came about; absent for what is no number. */
  onExplain?: () => void;
  children: ReactNode;
}

/** One line of a list of figures: its name, and its value, which opens into its explanation. */
export function Figure({ name, meaning, onExplain, children }: FigureProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  return (
    <>
      <dt>{meaning ? <Term meaning={meaning}>{name}</Term> : name}</dt>
      <dd>
        {onExplain ? (
          <span className={styles.value}>
            <span className={styles.number}>{children}</span>
            <button
              aria-label={t('explain.one', { name })}
              className={styles.explain}
              onClick={onExplain}
              type="button"
            >
              {t('explain.how')}
            </button>
          </span>
        ) : (
          children
        )}
      </dd>
    </>
  );
}
