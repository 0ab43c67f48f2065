import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { HealthModelProblem } from '@plumbline/plugin-workload-common';
import { healthTranslationRef } from '../../healthTranslation';
import styles from './HealthModel.module.css';

/** What is wrong with a text, each with its place and what was expected there. */
export function ModelProblems(props: {
  problems: HealthModelProblem[];
  /** Leads to the line; absent where the text is not at hand. */
  onGoTo?: (problem: HealthModelProblem) => void;
}) {
  const { problems, onGoTo } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  return (
    <ul className={styles.problems} aria-label={t('model.problemList')}>
      {problems.map(problem => {
        const { field, expected } = problem;
        const line = String(problem.line);
        const words = field
          ? t('model.problemAt', { line, field, expected })
          : t('model.problemAtLine', { line, expected });
        return (
          <li key={`${problem.line}:${problem.column} ${words}`}>
            {onGoTo ? (
              <button
                type="button"
                className={styles.goTo}
                onClick={() => onGoTo(problem)}
              >
                {words}
              </button>
            ) : (
              words
            )}
          </li>
        );
      })}
    </ul>
  );
}
