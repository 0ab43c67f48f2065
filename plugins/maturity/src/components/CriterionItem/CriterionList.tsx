import { CriterionView } from '@plumbline/plugin-maturity-common';
import { CriterionItem, CriterionItemProps } from './CriterionItem';
import styles from './CriterionList.module.css';

/** Criteria in their order. */
export function CriterionList({
  criteria,
  label,
  ...item
}: {
  criteria: CriterionView[];
  /** What the list holds, for those who hear it. */
  label: string;
} & Omit<CriterionItemProps, 'criterion'>) {
  return (
    <ul className={styles.list} aria-label={label}>
      {criteria.map(criterion => (
        <CriterionItem key={criterion.id} criterion={criterion} {...item} />
      ))}
    </ul>
  );
}
