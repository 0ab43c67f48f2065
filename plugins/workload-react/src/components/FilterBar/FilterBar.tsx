import { Button } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './FilterBar.module.css';

/** Props of {@link FilterBar}. */
export interface FilterBarProps {
  /** The fields. */
  children: ReactNode;
  /** Such as `Clear filters`. */
  clearLabel: string;
  /** Forgets all filters; absent while nothing is filtered. */
  onClear?: () => void;
}

/** Everything that a list can be narrowed down by. */
export function FilterBar({ children, clearLabel, onClear }: FilterBarProps) {
  return (
    <div className={styles.filters}>
      {children}
      {onClear && (
        <Button variant="tertiary" onPress={onClear}>
          {clearLabel}
        </Button>
      )}
    </div>
  );
}
