import {
  ModelProblem,
  describeModelProblem,
} from '@plumbline/plugin-maturity-common';
import styles from './ProblemList.module.css';

/** Props of {@link ProblemList}. */
export interface ProblemListProps {
  problems: ModelProblem[];
  /** Leads to the place; absent where the file is not at hand. */
  onGoTo?: (problem: ModelProblem) => void;
}

/** What is wrong with files, each with its place and what was expected there. */
export function ProblemList({ problems, onGoTo }: ProblemListProps) {
  return (
    <ul className={styles.list}>
      {problems.map(problem => {
        const words = describeModelProblem(problem);
        return (
          <li key={words}>
            {onGoTo ? (
              <button
                type="button"
                className={styles.place}
                onClick={() => onGoTo(problem)}
              >
                <code>{words}</code>
              </button>
            ) : (
              <code>{words}</code>
            )}
          </li>
        );
      })}
    </ul>
  );
}
