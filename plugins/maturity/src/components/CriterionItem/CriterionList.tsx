import { CriterionView } from '@plumbline/plugin-maturity-common';
import { CriterionItem } from './CriterionItem';
import styles from './CriterionList.module.css';

/** Props of {@link CriterionList}. */
export interface CriterionListProps {
  criteria: CriterionView[];
  /** What the list holds, for those who hear it. */
  label: string;
  /** Id of the criterion to which a link leads. */
  target?: string;
  /** Draws each with only what is needed to act on it. */
  isCompact?: boolean;
}

/** Criteria in their order. */
export function CriterionList(props: CriterionListProps) {
  const { criteria, label, target, isCompact } = props;
  return (
    <ul className={styles.list} aria-label={label}>
      {criteria.map(criterion => (
        <CriterionItem
          key={criterion.id}
          criterion={criterion}
          isTarget={criterion.id === target}
          isCompact={isCompact}
        />
      ))}
    </ul>
  );
}
